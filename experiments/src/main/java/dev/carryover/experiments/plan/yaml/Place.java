package dev.carryover.experiments.plan.yaml;

import dev.carryover.data.DataException;

/**
 * Where something stands that a user wrote.
 *
 * @param source the file's name, or the option
 * @param line 1 the first; 0: the source has no lines
 */
record Place(String source, int line) {

  /** Says what is wrong there. */
  DataException refuse(String path, String reason) {
    return new DataException(this + ": " + (path.isEmpty() ? "" : path + ": ") + reason);
  }

  /** As messages begin, for example {@code experiment.yaml, line 12}. */
  @Override
  public String toString() {
    return line == 0 ? source : source + ", line " + line;
  }
}
