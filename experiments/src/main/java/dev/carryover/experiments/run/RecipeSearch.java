package dev.carryover.experiments.run;

import dev.carryover.experiments.plan.Recipe;
import dev.carryover.experiments.plan.Search;
import dev.carryover.program.TrainingProgram;
import dev.carryover.training.SeedSequence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** All candidates of a stage's search as one training, each in S replicas of its own. */
final class RecipeSearch {
  private final StageRef own;
  private final List<Recipe> candidates;
  private final int replicas;
  private final StageTraining training;

  /**
   * @param ref a stage that has a search
   * @throws dev.carryover.data.DataException if the data lacks what it trains on
   */
  RecipeSearch(StageRef ref, DataSets data) {
    Search search = ref.stage().search().orElseThrow();
    this.own = ref.search().orElseThrow();
    this.candidates = ref.stage().candidates();
    this.replicas = ref.searchReplicas(search);
    SeedSequence seeds = new SeedSequence(ref.experiment().seed()).repeating(replicas);
    List<Recipe> recipes =
        candidates.stream()
            .flatMap(candidate -> Collections.nCopies(replicas, candidate).stream())
            .toList();
    TrainingProgram program = own.stage().program(data.features(), data.classes(), recipes, seeds);
    Optional<Halving> halving =
        search.halving().stream()
            .mapToObj(factor ->
                new Halving(factor, candidates.size(), replicas, own.stage().recipe().epochs()))
            .findFirst();
    this.training = StageTraining.ofSearch(own, data, program, seeds, halving);
  }

  /** What it trains. */
  StageTraining training() {
    return training;
  }

  /** What it came to. */
  SearchOutcome outcome(LockstepMember ended) {
    List<SearchOutcome.Candidate> found = new ArrayList<>();
    for (int c = 0; c < candidates.size(); c++) {
      int first = c * replicas;
      int[] own = IntStream.range(first, first + replicas).toArray();
      List<Double> values = IntStream.of(own).mapToObj(ended::validation).toList();
      boolean diverged =
          IntStream.of(own).anyMatch(ended.stop()::hasDiverged)
              || !values.stream().allMatch(Double::isFinite);
      found.add(
          new SearchOutcome.Candidate(
              candidates.get(c), diverged ? List.of() : values, ended.stop().dropped(first)));
    }
    return new SearchOutcome(own.stage().metric(), found);
  }

  /**
   * The parameters that its replicas start from.
   *
   * @param start the stage's own replicas', {@code [R][P]}, R at least S; not changed
   */
  double[] repeated(double[] start) {
    int size = training.program().network().parameters().size();
    int some = replicas * size;
    double[] all = new double[candidates.size() * some];
    for (int c = 0; c < candidates.size(); c++) {
      System.arraycopy(start, 0, all, c * some, some);
    }
    return all;
  }
}
