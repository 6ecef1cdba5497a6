package dev.carryover.data.source;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A place where a known data set is looked for, and what is there.
 *
 * @param dataSet its name
 * @param folder the place; empty for what is built in
 * @param files what a look at each of its files found; empty for what is built in
 */
public record DataPlace(String dataSet, Optional<Path> folder, List<FileCheck> files) {

  /** What a place is good for. */
  public enum State {
    /** Everything is there, with the right checksums. */
    READY,
    /** Nothing is there. */
    ABSENT,
    /** Something is there, but something is missing or wrong. */
    DAMAGED
  }

  /** Copies the list. */
  public DataPlace {
    files = List.copyOf(files);
  }

  /** Whether the data set can be read from here; what is built in always can. */
  public State state() {
    if (files.stream().allMatch(file -> file.state() == FileCheck.State.RIGHT)) {
      return State.READY;
    }
    return files.stream().allMatch(file -> file.state() == FileCheck.State.MISSING)
        ? State.ABSENT
        : State.DAMAGED;
  }
}
