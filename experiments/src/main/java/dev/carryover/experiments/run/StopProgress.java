package dev.carryover.experiments.run;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How far replicas have come towards stopping early.
 *
 * @param replicas of each replica what it has seen
 * @param kept the parameters, {@code [P]}, that replicas keep, by the replica; not to be changed
 */
public record StopProgress(List<Replica> replicas, Map<Integer, double[]> kept) {

  /** Copies list and map. */
  public StopProgress {
    replicas = List.copyOf(replicas);
    kept = Collections.unmodifiableMap(new LinkedHashMap<>(kept));
  }

  /**
   * One replica.
   *
   * @param training whether it still trains
   * @param least its least figure yet; absent if there is none
   * @param recordsSince how many records were made since then
   * @param diverged whether it stopped because its loss was no longer finite
   * @param dropped after how many epochs a search gave its candidate up; absent if it did not
   */
  public record Replica(
      boolean training,
      OptionalDouble least,
      int recordsSince,
      boolean diverged,
      OptionalInt dropped) {}
}
