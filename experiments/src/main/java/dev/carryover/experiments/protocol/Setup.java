package dev.carryover.experiments.protocol;

import dev.carryover.backend.Backends;
import dev.carryover.data.Split;
import dev.carryover.training.SeedSequence;

/**
 * What an experiment is run on and with.
 *
 * @param choice backend and device
 * @param split the data
 * @param replicas R, independent networks with seeds of their own
 * @param epochs how many every run trains
 * @param seeds where randomness comes from; replica r of every run draws the same where runs share
 *     a draw
 * @param observer hears what happens
 */
public record Setup(
    Backends.Choice choice,
    Split split,
    int replicas,
    int epochs,
    SeedSequence seeds,
    Observer observer) {

  /**
   * @throws IllegalArgumentException if a number is less than 1
   */
  public Setup {
    if (replicas < 1 || epochs < 1) {
      throw new IllegalArgumentException(
          "expected at least 1 replica and 1 epoch, found %d and %d".formatted(replicas, epochs));
    }
  }

  int pixels() {
    return split.train().images().features();
  }

  int classes() {
    return split.train().classes();
  }
}
