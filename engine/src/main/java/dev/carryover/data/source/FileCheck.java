package dev.carryover.data.source;

import dev.carryover.data.idx.IdxFile;
import java.nio.file.Path;

/**
 * What a look at one file found.
 *
 * @param file which of the data set's files
 * @param path where it lies, or where it was looked for
 * @param state whether it is there and what it should be
 * @param detail its checksum if it is right, one line with expected and found if it is wrong, empty
 *     if it is missing
 */
public record FileCheck(IdxFile file, Path path, State state, String detail) {

  /** Whether a file is there and what it should be. */
  public enum State {
    /** There, with the right content. */
    RIGHT,
    /** Not there. */
    MISSING,
    /** There, but unreadable or with another content. */
    WRONG
  }
}
