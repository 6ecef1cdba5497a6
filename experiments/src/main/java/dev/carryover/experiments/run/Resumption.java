package dev.carryover.experiments.run;

import dev.carryover.network.NetworkSpec;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is done of an experiment already, so that it is not done again.
 *
 * @param done the keys of the stages that are trained and measured
 * @param chosen what searches have chosen, the candidate's number by the key of the stage
 * @param trained finds what they came to
 * @param running where the stage after them stands, if it has begun
 */
public record Resumption(
    Set<String> done,
    Map<String, Integer> chosen,
    TrainedParameters trained,
    Optional<StageProgress> running) {

  /** Finds the parameters that a finished stage ended with. */
  @FunctionalInterface
  public interface TrainedParameters {
    /**
     * All replicas' parameters, {@code [R][P]}, for the caller to own.
     *
     * @throws dev.carryover.data.DataException if they are not there, or not those
     */
    double[] read(StageRef stage, NetworkSpec network);
  }

  /** Copies set and map. */
  public Resumption {
    done = Set.copyOf(done);
    chosen = Map.copyOf(chosen);
  }

  /** Nothing is done yet. */
  public static Resumption none() {
    return new Resumption(
        Set.of(),
        Map.of(),
        (stage, network) -> {
          throw new IllegalStateException(stage + " has not been trained");
        },
        Optional.empty());
  }

  /** Where a stage stands; empty if it has not begun. */
  Optional<StageProgress> running(String stage) {
    return running.filter(progress -> progress.stage().equals(stage));
  }
}
