package dev.carryover.experiments.cli;

import java.util.Optional;

/**
 * How much is trained where the user does not say.
 *
 * @param replicas R
 * @param epochs of every run
 * @param note why it is less than the paper's, where it is
 */
record Defaults(int replicas, int epochs, Optional<String> note) {
  /** Enough for an interval, little enough for a first look. */
  static final int REPLICAS = 3;

  private static final int PAPER_EPOCHS = 200;

  static Defaults of(String backend) {
    if (backend.equals("ejml")) {
      return new Defaults(
          1,
          20,
          Optional.of(
              "ejml is the reference, not fast: the default is 1 replica and 20 epochs, the paper's is "
                  + PAPER_EPOCHS));
    }
    return new Defaults(REPLICAS, PAPER_EPOCHS, Optional.empty());
  }
}
