package dev.carryover.experiments.cli;

import java.util.Optional;

/**
 * How much is trained where the user does not say.
 *
 * @param replicas R
 * @param epochs of every run
 * @param note what the user may want to know about it
 */
record Defaults(int replicas, int epochs, Optional<String> note) {
  /** Few enough that a first look takes minutes on two cores; too few for an interval. */
  static final int REPLICAS = 2;

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
    return new Defaults(
        REPLICAS,
        PAPER_EPOCHS,
        Optional.of("a first look: --replicas 8 takes longer and gives intervals worth reading"));
  }
}
