package dev.carryover.experiments.record.job;

import dev.carryover.data.DataException;
import dev.carryover.data.IoReason;
import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.record.RunFolder;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * The checkpoints of one job, {@code checkpoints/KEY.NUMBER.CRC.safetensors}: numbered as they were
 * written, and named by the CRC-32C of their content (RFC 3720), so that a damaged one is known
 * before it is read. The last two are kept.
 */
public final class Checkpoints {
  private static final int KEPT = 2;

  private final RunFolder folder;
  private final String experiment;
  private final Pattern name;
  private long last;

  /** Those that are there. */
  public Checkpoints(RunFolder folder, Experiment experiment) {
    this.folder = folder;
    this.experiment = experiment.key();
    this.name =
        Pattern.compile(
            Pattern.quote(this.experiment) + "\\.(\\d{1,18})\\.([0-9a-f]{8})\\.safetensors");
    this.last = newestFirst().stream().mapToLong(Numbered::number).findFirst().orElse(0);
  }

  private record Numbered(Path file, long number, String checksum) {}

  /**
   * Writes a checkpoint durably, then removes those that are no longer kept.
   *
   * @throws dev.carryover.experiments.record.FileWriteException if it cannot be written; those
   *     before it are still there
   */
  public void write(Checkpoint checkpoint) {
    last++;
    Path file =
        folder
            .checkpoints()
            .resolve("%s.%d.%s.safetensors".formatted(experiment, last, checksum(checkpoint)));
    folder.writeDurably(file, out -> CheckpointFile.write(out, checkpoint));
    newestFirst().stream().skip(KEPT).forEach(old -> delete(old.file()));
  }

  private static String checksum(Checkpoint checkpoint) {
    try (CheckedOutputStream out =
        new CheckedOutputStream(OutputStream.nullOutputStream(), new CRC32C())) {
      CheckpointFile.write(out, checkpoint);
      return text(out.getChecksum().getValue());
    } catch (IOException e) {
      throw new UncheckedIOException("nothing is written", e);
    }
  }

  private static String text(long checksum) {
    return String.format(Locale.ROOT, "%08x", checksum);
  }

  /**
   * The newest checkpoint that can be gone on from; empty if there is none.
   *
   * @param now what the job would go on with
   * @param said hears of each checkpoint that is of no use, and why
   * @throws DataException if there are some, but all of another experiment, data or version
   */
  public Optional<Checkpoint> newest(JobOrigin now, Consumer<String> said) {
    List<String> changes = new ArrayList<>();
    for (Numbered numbered : newestFirst()) {
      try {
        requireWhole(numbered);
        Checkpoint checkpoint = CheckpointFile.read(numbered.file());
        List<String> changed = checkpoint.job().origin().changes(now);
        if (changed.isEmpty()) {
          return Optional.of(checkpoint);
        }
        changes.add("%s: expected %s".formatted(numbered.file(), String.join("; ", changed)));
        said.accept(changes.getLast());
      } catch (DataException e) {
        said.accept(String.valueOf(e.getMessage()));
      }
    }
    if (!changes.isEmpty()) {
      throw new DataException(changes.getFirst());
    }
    return Optional.empty();
  }

  private static void requireWhole(Numbered numbered) {
    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(numbered.file()));
        CheckedInputStream in = new CheckedInputStream(bytes, new CRC32C())) {
      in.transferTo(OutputStream.nullOutputStream());
      String found = text(in.getChecksum().getValue());
      if (!found.equals(numbered.checksum())) {
        throw new DataException(
            "%s: damaged: expected the CRC-32C in its name, found %s"
                .formatted(numbered.file(), found));
      }
    } catch (IOException e) {
      throw new DataException(
          "%s: expected a checkpoint, found %s".formatted(numbered.file(), IoReason.of(e)), e);
    }
  }

  private List<Numbered> newestFirst() {
    if (!Files.isDirectory(folder.checkpoints(), LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder.checkpoints())) {
      return files
          .flatMap(file -> numbered(file).stream())
          .sorted(Comparator.comparingLong(Numbered::number).reversed())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(folder.checkpoints() + ": " + IoReason.of(e), e);
    }
  }

  private Optional<Numbered> numbered(Path file) {
    Matcher matcher = name.matcher(String.valueOf(file.getFileName()));
    return matcher.matches()
        ? Optional.of(new Numbered(file, Long.parseLong(matcher.group(1)), matcher.group(2)))
        : Optional.empty();
  }

  /** Removes all of them, since the job is done. */
  public void remove() {
    newestFirst().forEach(numbered -> delete(numbered.file()));
    try {
      Files.deleteIfExists(folder.checkpoints());
    } catch (DirectoryNotEmptyException e) {
      // Another job's are in it.
      return;
    } catch (IOException e) {
      throw new UncheckedIOException(folder.checkpoints() + ": " + IoReason.of(e), e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": " + IoReason.of(e), e);
    }
  }
}
