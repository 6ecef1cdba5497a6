package dev.carryover.experiments.run;

import dev.carryover.backend.Backends.Choice;
import dev.carryover.experiments.evaluation.Scores;
import dev.carryover.experiments.plan.Metric;
import dev.carryover.experiments.plan.Recipe;
import dev.carryover.experiments.plan.Search;
import dev.carryover.experiments.plan.SetName;
import dev.carryover.experiments.plan.StopRule;
import dev.carryover.program.TrainingProgram;
import dev.carryover.training.SeedSequence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/** Trains all candidates of a stage's search as one program, each in S replicas of its own. */
final class RecipeSearch {
  private final StageRef ref;
  private final StageRef own;
  private final List<Recipe> candidates;
  private final int replicas;
  private final StageTraining training;

  /**
   * @param ref a stage that has a search
   * @throws dev.carryover.data.DataException if the data lacks what it trains on
   */
  RecipeSearch(StageRef ref, DataSets data, Choice choice) {
    Search search = ref.stage().search().orElseThrow();
    this.ref = ref;
    this.own = ref.search().orElseThrow();
    this.candidates = ref.stage().candidates();
    this.replicas = ref.searchReplicas(search);
    SeedSequence seeds = new SeedSequence(ref.experiment().seed()).repeating(replicas);
    List<Recipe> recipes =
        candidates.stream()
            .flatMap(candidate -> Collections.nCopies(replicas, candidate).stream())
            .toList();
    TrainingProgram program = own.stage().program(data.features(), data.classes(), recipes, seeds);
    this.training = StageTraining.ofSearch(own, program, seeds, data, choice);
  }

  /**
   * Trains the candidates.
   *
   * @param start the stage's own replicas' parameters, {@code [R][P]}, R at least S; not changed
   * @param running where the search stood in an earlier process
   * @throws dev.carryover.backend.BackendException if the device fails
   */
  SearchOutcome run(double[] start, Optional<StageProgress> running, Observer observer) {
    Standing ended = training.search(repeated(start), running, observer);
    List<SearchOutcome.Candidate> found = new ArrayList<>();
    for (int c = 0; c < candidates.size(); c++) {
      int first = c * replicas;
      int[] own = IntStream.range(first, first + replicas).toArray();
      boolean diverged = IntStream.of(own).anyMatch(ended.stop()::hasDiverged);
      found.add(
          new SearchOutcome.Candidate(
              candidates.get(c),
              diverged ? List.of() : IntStream.of(own).mapToObj(n -> value(ended, n)).toList()));
    }
    SearchOutcome outcome = new SearchOutcome(metric(), found);
    observer.searched(ref, outcome, ended.trainingSeconds());
    return outcome;
  }

  private double[] repeated(double[] start) {
    int size = training.program().network().parameters().size();
    int some = replicas * size;
    double[] all = new double[candidates.size() * some];
    for (int c = 0; c < candidates.size(); c++) {
      System.arraycopy(start, 0, all, c * some, some);
    }
    return all;
  }

  private Metric metric() {
    return own.stage().metric();
  }

  /** Of a replica that keeps its best state that state's figure, else the last record's. */
  private double value(Standing ended, int replica) {
    Optional<StopRule> keeping =
        own.stage()
            .measure()
            .stop()
            .filter(rule -> rule.patience().isPresent() && rule.metric() == metric());
    Scores last = Objects.requireNonNull(ended.latest().get(SetName.VALIDATION));
    return keeping.isPresent() ? ended.stop().least(replica) : last.value(metric(), replica);
  }
}
