package dev.carryover.experiments.record;

import dev.carryover.data.IoReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** A file could not be written; what was there before still is. */
public final class FileWriteException extends UncheckedIOException {
  private static final long serialVersionUID = 1L;

  FileWriteException(Path file, IOException cause) {
    super(file + ": could not be written: " + IoReason.of(cause), cause);
  }
}
