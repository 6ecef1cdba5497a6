package dev.carryover.experiments.run;

import dev.carryover.experiments.evaluation.Evaluation;
import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.Stage;
import dev.carryover.network.NetworkSpec;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * How much memory experiments that are trained together need on this machine's heap for their
 * largest stage, estimated from their numbers: it grows with R as R.
 */
public final class MemoryNeed {
  private MemoryNeed() {}

  /** The bytes that an experiment's largest stage needs together with what is carried into it. */
  public static long bytes(Experiment experiment, DataSets data) {
    return bytes(List.of(experiment), data);
  }

  /** Likewise of a group that is trained together. */
  public static long bytes(List<Experiment> group, DataSets data) {
    return largest(group, parts -> bytesOf(parts, data));
  }

  /** The bytes that one stage needs. */
  public static long bytes(Experiment experiment, Stage stage, DataSets data) {
    return bytesOf(List.of(new StageRef(experiment, stage)), data);
  }

  /** Whether every stage's parameters can lie in one array. */
  static boolean isAddressable(List<Experiment> group, DataSets data) {
    return largest(group, parts -> parameters(parts, data)) <= Integer.MAX_VALUE;
  }

  /** The most that a measure gives of any stage of the group's, or of the searches for it. */
  private static long largest(List<Experiment> group, ToLongFunction<List<StageRef>> measure) {
    long most = 0;
    for (int s = 0; s < group.getFirst().stages().size(); s++) {
      int number = s;
      List<StageRef> stages =
          group.stream()
              .map(experiment -> new StageRef(experiment, experiment.stages().get(number)))
              .toList();
      List<StageRef> searches = stages.stream().flatMap(ref -> ref.search().stream()).toList();
      most = Math.max(most, measure.applyAsLong(stages));
      most = searches.isEmpty() ? most : Math.max(most, measure.applyAsLong(searches));
    }
    return most;
  }

  private static long parameters(List<StageRef> parts, DataSets data) {
    return parts.stream()
        .mapToLong(
            ref -> (long) ref.experiment().replicas() * network(ref, data).parameters().size())
        .sum();
  }

  private static NetworkSpec network(StageRef ref, DataSets data) {
    return ref.stage().network(data.features(), data.classes());
  }

  /**
   * In float64 the parameters that are loaded, those that come back with their slots and those that
   * are kept for later stages; in float32 the session's own, with gradients and slots; the
   * examples, bound and cut into chunks; predictions of one chunk.
   */
  private static long bytesOf(List<StageRef> parts, DataSets data) {
    int replicas = parts.stream().mapToInt(ref -> ref.experiment().replicas()).sum();
    int outputs = network(parts.getFirst(), data).outputs();
    long parameters = parameters(parts, data);
    int slots = parts.getFirst().stage().recipe().optimizer().slots();
    long states = parameters * Double.BYTES * (3 + 2L * (1 + slots));
    long session = parameters * Float.BYTES * (2 + slots);
    long examples = 3L * data.train().count() * data.features() * Float.BYTES;
    long predictions =
        (long) Evaluation.chunk(replicas, outputs) * replicas * outputs * Float.BYTES;
    return states + session + examples + predictions;
  }
}
