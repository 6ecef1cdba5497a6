package dev.carryover.experiments.record;

import dev.carryover.data.DataException;
import dev.carryover.data.IoReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A run's folder to which this process alone writes, until the claim is closed or the process ends.
 */
public final class FolderClaim implements AutoCloseable {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

  private final RunFolder folder;
  private final FolderLock lock;

  private FolderClaim(Path folder, FolderLock lock) {
    this.folder = new RunFolder(folder);
    this.lock = lock;
  }

  /**
   * Makes and claims {@code <time>-<command>}, with a number behind it where that name is taken.
   *
   * @param runs the folder above it, which is made
   * @throws DataException if it cannot be made
   */
  public static FolderClaim ofNew(Path runs, String command, Instant started) {
    String name = TIME.withZone(ZoneId.systemDefault()).format(started) + "-" + command;
    try {
      Files.createDirectories(runs);
      for (int i = 1; ; i++) {
        Optional<FolderClaim> claim = ofNew(runs.resolve(i == 1 ? name : name + "-" + i));
        if (claim.isPresent()) {
          return claim.get();
        }
      }
    } catch (IOException e) {
      throw unusable(runs.resolve(name), e);
    }
  }

  /** Empty if the name is taken: only one of several makers makes a folder. */
  private static Optional<FolderClaim> ofNew(Path path) throws IOException {
    try {
      Files.createDirectory(path);
    } catch (FileAlreadyExistsException e) {
      return Optional.empty();
    }
    return FolderLock.tryTake(path).map(lock -> new FolderClaim(path, lock));
  }

  /**
   * Claims a folder of the user's choice, which is made if it is not there.
   *
   * @throws DataException if there is something in it, it cannot be made or written to, or another
   *     run has claimed it
   */
  public static FolderClaim of(Path path) {
    OutputPlace.requireFolder("--out", path);
    try {
      Files.createDirectories(path);
      FolderLock lock =
          FolderLock.tryTake(path)
              .orElseThrow(() ->
                  new DataException(
                      "--out: expected a folder of its own, found another run writing to " + path));
      boolean taken = false;
      try {
        requireEmpty(path); // again: it may have been filled since, but from now on it is ours
        taken = true;
        return new FolderClaim(path, lock);
      } finally {
        if (!taken) {
          lock.close();
        }
      }
    } catch (IOException e) {
      throw unusable(path, e);
    }
  }

  /**
   * Claims a run's folder to go on in it, and removes what a killed process left half written.
   *
   * @throws DataException if it is no run's folder, cannot be written to, or another process has
   *     claimed it
   */
  public static FolderClaim ofInterrupted(Path path) {
    if (!Files.isRegularFile(new RunFolder(path).record())) {
      throw new DataException(path + ": expected the folder of a run, found no run.json in it");
    }
    try {
      FolderLock lock =
          FolderLock.tryTake(path)
              .orElseThrow(() ->
                  new DataException(
                      path + ": expected a run that has stopped, found another process in it"));
      removeLeftOvers(path);
      return new FolderClaim(path, lock);
    } catch (IOException e) {
      throw new DataException(
          "%s: expected a folder that can be written to, found %s".formatted(path, IoReason.of(e)),
          e);
    }
  }

  /**
   * Claims a run's folder as it is and removes what a killed process left half written; empty if
   * another process has it, if it cannot be written to, or if it is no run's folder.
   */
  public static Optional<FolderClaim> ofExisting(Path path) {
    if (!Files.isRegularFile(new RunFolder(path).record())) {
      return Optional.empty(); // nothing of ours: not even a lock is left there
    }
    try {
      Optional<FolderLock> lock = FolderLock.tryTake(path);
      if (lock.isPresent()) {
        removeLeftOvers(path);
      }
      return lock.map(held -> new FolderClaim(path, held));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static void removeLeftOvers(Path path) throws IOException {
    AtomicFile.removeLeftOvers(path);
    try (Stream<Path> entries = Files.list(path)) {
      for (Path entry : entries.toList()) {
        AtomicFile.removeLeftOvers(entry);
      }
    }
  }

  /**
   * Requires that a folder holds nothing but a lock.
   *
   * @throws DataException if it does
   */
  static void requireEmpty(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      try (Stream<Path> entries = Files.list(path)) {
        if (entries.allMatch(entry -> entry.endsWith(FolderLock.NAME))) {
          return;
        }
      }
    } else if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    throw new DataException("--out: expected a new or empty folder, found something in " + path);
  }

  private static DataException unusable(Path path, IOException e) {
    return new DataException(
        "--out: expected a place where a folder can be made, found %s: %s"
            .formatted(path, IoReason.of(e)),
        e);
  }

  /** The folder. */
  public RunFolder folder() {
    return folder;
  }

  /** Lets others write to it. */
  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException(folder.path() + ": " + IoReason.of(e), e);
    }
  }
}
