package dev.carryover.experiments.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carryover.backend.Backends;
import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.Metric;
import dev.carryover.experiments.plan.SetName;
import dev.carryover.experiments.run.Halving.Candidate;
import dev.carryover.experiments.statistics.Summary;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which candidates of a search are dropped, and when. */
class HalvingTest {
  private static final String RATES = "[0, 0.02, 0.1, 0.3, 1, 3]";

  private static Experiment experiment(int replicas, String search) {
    return TinyExperiments.of(
        """
        key: searched
        replicas: %d
        data: {validation: 0.2}
        stages:
          - key: tuned
            objective: classify
            architecture: {hidden: [5]}
            train: {perClass: 4}
            recipe: {optimizer: {kind: momentum}, batch: 8, epochs: 12}
            search: {rate: %s, replicas: %d%s}
            measure: {schedule: {every: 5}, metric: squaredError}
        """
            .formatted(replicas, RATES, replicas, search));
  }

  private static RecordedRun run(Experiment experiment, String backend) {
    RecordedRun recorded = new RecordedRun();
    new Runner(
            experiment,
            TinyExperiments.data(),
            Backends.require(backend),
            (weights, stage, network) -> {
              throw new AssertionError("nothing is saved");
            })
        .run(recorded);
    return recorded;
  }

  @ParameterizedTest
  @CsvSource({"2,6,12,'3,6'", "3,6,12,4", "2,8,12,'1,3,6'", "2,4,3,1", "4,3,12,''", "2,2,1,''"})
  void roundsEndAtTheEpochsDividedByPowersOfTheFactor(
      int factor, int candidates, int epochs, String expected) {
    Halving halving = new Halving(factor, candidates, 2, epochs);
    assertThat(
            String.join(
                ",",
                IntStream.rangeClosed(1, epochs)
                    .filter(halving::isRung)
                    .mapToObj(String::valueOf)
                    .toList()))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ejml", "vector"})
  void withFewReplicasTheBetterHalfGoesOnByRankAndIsNotChangedByTheOthersEnd(String backend) {
    RecordedRun run = run(experiment(2, ", halving: 2"), backend);
    SearchOutcome all = run(experiment(2, ""), backend).search("tuned");
    List<SearchOutcome.Candidate> candidates = run.search("tuned").candidates();
    // Of six the best three go on after epoch 3, of these the best two after epoch 6.
    assertThat(candidates.stream().map(SearchOutcome.Candidate::dropped))
        .containsExactlyInAnyOrder(
            OptionalInt.of(3),
            OptionalInt.of(3),
            OptionalInt.of(3),
            OptionalInt.of(6),
            OptionalInt.empty(),
            OptionalInt.empty());
    for (int epoch : List.of(3, 6)) {
      double worstKept = mean(run, candidates, epoch, false, Comparator.reverseOrder());
      double bestDropped = mean(run, candidates, epoch, true, Comparator.naturalOrder());
      assertThat(worstKept).isLessThanOrEqualTo(bestDropped);
    }
    for (int c = 0; c < candidates.size(); c++) {
      if (candidates.get(c).dropped().isEmpty()) {
        assertThat(candidates.get(c)).isEqualTo(all.candidates().get(c));
      }
    }
    assertThat(candidates.get(run.search("tuned").chosen()).dropped()).isEmpty();
    assertThat(run.recordedEpochs("tuned-search")).containsExactly(0, 3, 5, 6, 10, 12);
  }

  /** Of the candidates that were still there, the first mean of those that were dropped or kept. */
  private static double mean(
      RecordedRun run,
      List<SearchOutcome.Candidate> candidates,
      int epoch,
      boolean dropped,
      Comparator<Double> order) {
    RecordedRun.Entry entry =
        Objects.requireNonNull(run.records.get("tuned-search")).stream()
            .filter(record -> record.epochsDone() == epoch)
            .findFirst()
            .orElseThrow();
    return IntStream.range(0, candidates.size())
        .filter(c -> candidates.get(c).dropped().orElse(99) >= epoch)
        .filter(c -> (candidates.get(c).dropped().orElse(99) == epoch) == dropped)
        .mapToObj(c -> Summary.of(values(entry, c, 2)).mean())
        .min(order)
        .orElseThrow();
  }

  private static List<Double> values(RecordedRun.Entry entry, int candidate, int replicas) {
    return Objects.requireNonNull(
            Objects.requireNonNull(entry.scores().get(SetName.VALIDATION))
                .values()
                .get(Metric.SQUARED_ERROR))
        .subList(candidate * replicas, (candidate + 1) * replicas);
  }

  @Test
  void withEnoughReplicasOnlyWhatIsKnownToBeWorseIsDropped() {
    Candidate best = new Candidate(0, List.of(0.1, 0.2, 0.3, 0.2, 0.1));
    Candidate second = new Candidate(5, List.of(0.2, 0.3, 0.4, 0.3, 0.2));
    // Worse in the mean than the second, but in some replicas better than the best.
    Candidate unsure = new Candidate(10, List.of(0.9, 0.1, 0.1, 0.8, 0.05));
    Candidate worse = new Candidate(15, List.of(0.8, 0.9, 1.1, 0.9, 0.8));
    Halving halving = new Halving(2, 4, 5, 8);
    assertThat(halving.losers(List.of(worse, unsure, second, best))).containsExactly(worse);
    assertThat(halving.losers(List.of(unsure, second, best))).isEmpty();
    assertThat(halving.losers(List.of(second, best))).containsExactly(second);
  }

  @Test
  void withFewReplicasAndWithoutFiniteFiguresRankDecides() {
    Candidate best = new Candidate(0, List.of(0.1, 0.2));
    Candidate second = new Candidate(2, List.of(0.4, 0.1));
    Candidate diverged = new Candidate(4, List.of(Double.POSITIVE_INFINITY));
    Halving halving = new Halving(2, 3, 2, 8);
    assertThat(halving.losers(List.of(second, best))).containsExactly(second);
    assertThat(halving.losers(List.of(diverged, second, best))).containsExactly(diverged);
    assertThat(halving.losers(List.of(diverged))).containsExactly(diverged);
  }

  @Test
  void whatDivergesIsDroppedAtTheNextRound() {
    Experiment experiment =
        TinyExperiments.of(
            """
            key: searched
            replicas: 1
            data: {validation: 0.2}
            stages:
              - key: s
                objective: classify
                architecture: {hidden: [5], output: identity}
                recipe: {loss: squaredError, batch: 8, epochs: 8}
                search: {rate: [0.1, 1e30, 1e31, 1e32], replicas: 1, halving: 2}
                measure: {metric: squaredError}
            """);
    SearchOutcome outcome = run(experiment, "ejml").search("s");
    assertThat(outcome.chosen()).isZero();
    assertThat(outcome.candidates().stream().skip(1))
        .allSatisfy(candidate -> assertThat(candidate.values()).isEmpty());
  }
}
