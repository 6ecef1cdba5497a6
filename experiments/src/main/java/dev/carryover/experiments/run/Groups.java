package dev.carryover.experiments.run;

import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Which experiments of a run are trained together, stage by stage as replicas of one program:
 * points of a sweep that differ in nothing but what is a replica's own. No two of a group would
 * train the same stage; where several begin alike, the first trains those stages, and the others
 * follow in a later group and take them over.
 */
public final class Groups {
  private Groups() {}

  /**
   * The groups, in the order in which they are run.
   *
   * @param waiting what is to be run, in the plan's order
   * @param done what has been run
   * @param data as each divides it
   * @param most how many experiments a group has at most
   * @param memory how many bytes of memory a group of several may need
   */
  public static List<List<Experiment>> of(
      List<Experiment> waiting,
      List<Experiment> done,
      Map<Experiment, DataSets> data,
      int most,
      long memory) {
    List<Experiment> left = new ArrayList<>(waiting);
    List<Experiment> before = new ArrayList<>(done);
    List<List<Experiment>> groups = new ArrayList<>();
    while (!left.isEmpty()) {
      Experiment first = left.getFirst();
      DataSets sets = Objects.requireNonNull(data.get(first));
      List<Experiment> group = new ArrayList<>(List.of(first));
      for (Experiment next : left.subList(1, left.size())) {
        if (group.size() == most) {
          break;
        }
        boolean alike = sets.equals(data.get(next)) && areTrainedAlike(first, next);
        if (alike && !trainsWhatAnotherDoes(next, group, before)) {
          group.add(next);
          if (MemoryNeed.bytes(group, sets) > memory || !MemoryNeed.isAddressable(group, sets)) {
            group.removeLast();
            break;
          }
        }
      }
      groups.add(List.copyOf(group));
      before.addAll(group);
      left.removeAll(group);
    }
    return groups;
  }

  /** Whether two experiments' stages differ in nothing but what is a replica's own. */
  private static boolean areTrainedAlike(Experiment a, Experiment b) {
    List<Stage> one = a.stages();
    List<Stage> other = b.stages();
    return one.size() == other.size()
        && IntStream.range(0, one.size()).allMatch(s -> one.get(s).isTrainedLike(other.get(s)));
  }

  /** Whether a leading stage that nobody has trained yet is one of the group's, too. */
  private static boolean trainsWhatAnotherDoes(
      Experiment experiment, List<Experiment> group, List<Experiment> before) {
    int trained = mostShared(experiment, before);
    return mostShared(experiment, group) > trained;
  }

  private static int mostShared(Experiment experiment, List<Experiment> others) {
    return others.stream()
        .mapToInt(other -> LeadingStages.shared(other, experiment).size())
        .max()
        .orElse(0);
  }
}
