package dev.carryover.experiments.run;

import dev.carryover.experiments.evaluation.Scores;
import dev.carryover.experiments.plan.SetName;
import dev.carryover.experiments.plan.StopRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Which replicas still train. Replicas move in lockstep, so one that has stopped goes on being
 * computed; what counts are the parameters that are kept here, its slice alone.
 */
final class EarlyStop {
  private final Optional<StopRule> rule;
  private final int replicas;
  private final List<Integer> training;
  private final double[] least;
  private final int[] recordsSince;
  private final BitSet diverged = new BitSet();
  private final OptionalInt[] dropped;
  private final Map<Integer, double[]> kept = new LinkedHashMap<>();

  /**
   * @param rule when a replica stops; empty: never
   */
  EarlyStop(int replicas, Optional<StopRule> rule) {
    this.rule = rule;
    this.replicas = replicas;
    this.training = new ArrayList<>(IntStream.range(0, replicas).boxed().toList());
    this.least = new double[replicas];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    this.recordsSince = new int[replicas];
    this.dropped = new OptionalInt[replicas];
    Arrays.fill(dropped, OptionalInt.empty());
  }

  /**
   * Goes on from where it stood.
   *
   * @param rule as it was
   */
  EarlyStop(StopProgress progress, Optional<StopRule> rule) {
    this(progress.replicas().size(), rule);
    for (int r = 0; r < replicas; r++) {
      StopProgress.Replica replica = progress.replicas().get(r);
      if (!replica.training()) {
        training.remove(Integer.valueOf(r));
      }
      least[r] = replica.least().orElse(Double.POSITIVE_INFINITY);
      recordsSince[r] = replica.recordsSince();
      diverged.set(r, replica.diverged());
      dropped[r] = replica.dropped();
    }
    kept.putAll(progress.kept());
  }

  /** Where it stands. */
  StopProgress progress() {
    return new StopProgress(
        IntStream.range(0, replicas)
            .mapToObj(r ->
                new StopProgress.Replica(
                    training.contains(r),
                    Double.isFinite(least[r])
                        ? OptionalDouble.of(least[r])
                        : OptionalDouble.empty(),
                    recordsSince[r],
                    diverged.get(r),
                    dropped[r]))
            .toList(),
        kept);
  }

  /** The replicas that still train. */
  List<Integer> training() {
    return List.copyOf(training);
  }

  /** Stops a replica whose loss is no longer finite. */
  void diverged(int replica) {
    training.remove(Integer.valueOf(replica));
    diverged.set(replica);
  }

  /** Stops a replica of a candidate that a search has given up after so many epochs. */
  void drop(int replica, int epochsDone) {
    training.remove(Integer.valueOf(replica));
    dropped[replica] = OptionalInt.of(epochsDone);
  }

  /** After how many epochs a replica's candidate was given up; empty if it was not. */
  OptionalInt dropped(int replica) {
    return dropped[replica];
  }

  /** A replica's least figure yet, of a rule that keeps the state which had it. */
  double least(int replica) {
    return least[replica];
  }

  /** Whether a replica's loss has ceased to be finite. */
  boolean hasDiverged(int replica) {
    return diverged.get(replica);
  }

  /**
   * Stops the replicas that the rule stops at this record.
   *
   * @param parameters all replicas' now, {@code [R][P]}; asked for only when some are to be kept
   */
  void look(Map<SetName, Scores> scores, Supplier<double[]> parameters) {
    if (rule.isEmpty()) {
      return;
    }
    Scores watched = Objects.requireNonNull(scores.get(rule.get().set()));
    List<Integer> keep = new ArrayList<>();
    for (int r : training()) {
      double value = watched.value(rule.get().metric(), r);
      if (rule.get().below().isPresent()) {
        if (value <= rule.get().below().getAsDouble()) {
          keep.add(r);
          training.remove(Integer.valueOf(r));
        }
      } else if (improves(r, value)) {
        keep.add(r);
      }
    }
    if (!keep.isEmpty()) {
      double[] all = parameters.get();
      int size = all.length / replicas;
      keep.forEach(r -> kept.put(r, Arrays.copyOfRange(all, r * size, (r + 1) * size)));
    }
  }

  /** Whether a replica's figure is its least yet; it stops when it has not been for too long. */
  private boolean improves(int replica, double value) {
    if (value < least[replica]) {
      least[replica] = value;
      recordsSince[replica] = 0;
      return true;
    }
    if (++recordsSince[replica] >= rule.orElseThrow().patience().orElseThrow()) {
      training.remove(Integer.valueOf(replica));
    }
    return false;
  }

  /** Parameters, {@code [R][P]}, in which every kept slice stands in its place. */
  double[] restore(double[] parameters) {
    if (kept.isEmpty()) {
      return parameters;
    }
    double[] restored = parameters.clone();
    kept.forEach(
        (r, slice) -> System.arraycopy(slice, 0, restored, r * slice.length, slice.length));
    return restored;
  }
}
