package dev.carryover.experiments.plan;

import static dev.carryover.experiments.plan.InvalidPlanException.require;

/**
 * When in a training a record is made: before the first epoch, and whenever the number of epochs
 * done leaves the same remainder as {@code offset} when divided by {@code every}.
 *
 * @param every so many epochs apart
 * @param offset 0 for 10, 20, 30, …; 1 for 1, 11, 21, …
 * @param last whether one is made after the last epoch in any case
 */
public record Schedule(int every, int offset, boolean last) {

  /**
   * @throws InvalidPlanException if records are less than an epoch apart, or the offset is not
   *     below their distance
   */
  public Schedule {
    require(every >= 1, "every", "at least 1 epoch", every);
    require(offset >= 0 && offset < every, "offset", "from 0 to less than every", offset);
  }

  /** Whether a record is made when so many epochs are done. */
  public boolean records(int epochsDone, int epochs) {
    return epochsDone % every == offset || (last && epochsDone == epochs);
  }
}
