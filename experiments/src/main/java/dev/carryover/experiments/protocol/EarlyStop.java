package dev.carryover.experiments.protocol;

import dev.carryover.backend.Session;
import dev.carryover.backend.TrainingState;
import dev.carryover.experiments.evaluation.Metric;
import dev.carryover.experiments.evaluation.Scores;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Which replicas still train. Replicas move in lockstep, so one that has stopped goes on being
 * computed; what counts is the state that is kept here from when it stopped.
 */
final class EarlyStop {
  /** The paper's program stops when the recorded test error is this or less. */
  private static final double THRESHOLD = 0.001;

  private final Optional<Metric> metric;
  private final List<Integer> training;
  private final Map<Integer, TrainingState> stopped = new LinkedHashMap<>();

  /**
   * @param metric what is watched on the set {@code test}; empty: nothing ever stops
   */
  EarlyStop(int replicas, Optional<Metric> metric) {
    this.metric = metric;
    this.training = new ArrayList<>(IntStream.range(0, replicas).boxed().toList());
  }

  /** The replicas that still train. */
  List<Integer> training() {
    return List.copyOf(training);
  }

  /** Stops the replicas that have come below the threshold. */
  void look(Map<String, Scores> scores, Session session) {
    metric.ifPresent(watched -> {
      Scores test = Objects.requireNonNull(scores.get("test"), "test");
      for (int r : training()) {
        if (test.value(watched, r) <= THRESHOLD) {
          training.remove(Integer.valueOf(r));
          stopped.put(r, session.state());
        }
      }
    });
  }

  /** A state in which every stopped replica is as it was when it stopped. */
  TrainingState restore(TrainingState state) {
    if (stopped.isEmpty()) {
      return state;
    }
    double[] parameters = state.parameters().clone();
    List<double[]> slots = state.slots().stream().map(double[]::clone).toList();
    int replicas = training.size() + stopped.size();
    long[] steps = IntStream.range(0, replicas).mapToLong(state::steps).toArray();
    int size = parameters.length / replicas;
    stopped.forEach((r, kept) -> {
      System.arraycopy(kept.parameters(), r * size, parameters, r * size, size);
      for (int s = 0; s < slots.size(); s++) {
        System.arraycopy(kept.slots().get(s), r * size, slots.get(s), r * size, size);
      }
      steps[r] = kept.steps(r);
    });
    return new TrainingState(parameters, slots, steps);
  }
}
