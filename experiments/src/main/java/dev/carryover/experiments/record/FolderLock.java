package dev.carryover.experiments.record;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps others from a folder until it is closed or its process ends, however that ends: the
 * operating system holds it, on the file {@code .lock} in the folder. The file stays, since
 * removing what somebody else may just be opening would let two in.
 */
final class FolderLock implements AutoCloseable {
  /** The file's name. */
  static final String NAME = ".lock";

  /**
   * Folders that this process holds. The operating system knows processes only: it would let go of
   * a lock as soon as a second channel on the same file is closed.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final FileChannel channel;

  private FolderLock(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * Takes a folder's lock; empty if somebody has it.
   *
   * @throws IOException if the folder cannot be written to, or its file system has no locks
   */
  static Optional<FolderLock> tryTake(Path folder) throws IOException {
    Path real = folder.toRealPath();
    if (!HELD.add(real)) {
      return Optional.empty();
    }
    boolean taken = false;
    try {
      FileChannel channel =
          FileChannel.open(
              real.resolve(NAME),
              Set.of(
                  StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
      try {
        taken = channel.tryLock() != null;
        return taken ? Optional.of(new FolderLock(real, channel)) : Optional.empty();
      } finally {
        if (!taken) {
          channel.close();
        }
      }
    } finally {
      if (!taken) {
        HELD.remove(real);
      }
    }
  }

  /** Lets go. */
  @Override
  public void close() throws IOException {
    if (channel.isOpen()) {
      channel.close();
      HELD.remove(folder);
    }
  }
}
