package dev.carryover.experiments.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carryover.experiments.papers.ComparedTable;
import dev.carryover.experiments.papers.Paper;
import dev.carryover.experiments.papers.Papers;
import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.Metric;
import dev.carryover.experiments.record.ExperimentResults;
import dev.carryover.experiments.record.ExperimentResults.Difference;
import dev.carryover.experiments.record.StageResults;
import dev.carryover.experiments.record.StageResults.ClassErrors;
import dev.carryover.experiments.statistics.Summary;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResultTablesTest {
  private static final Paper PAPER = Papers.named("vera2024");
  private static final Experiment PUBLISHED = Papers.experiment(PAPER, "published");
  private static final Experiment CORRECTED = Papers.experiment(PAPER, "corrected");
  private static final double[] FIVE = {0.069, 0.071, 0.07, 0.068, 0.072};

  /** Every metric another one, so that a table that shows the wrong one is seen. */
  private static Map<String, Map<String, Summary>> scores(double... replicas) {
    Map<String, Summary> metrics = new LinkedHashMap<>();
    double shift = 0;
    for (Metric metric : Metric.values()) {
      metrics.put(metric.key(), shifted(replicas, shift));
      shift += 0.1;
    }
    return Map.of("train", metrics, "test", metrics);
  }

  private static Summary shifted(double[] replicas, double shift) {
    return Summary.of(Arrays.stream(replicas).mapToObj(replica -> replica + shift).toList());
  }

  private static StageResults stage(double... replicas) {
    Summary third = Summary.of(List.of(0.0082, 0.0084));
    return new StageResults(
        scores(replicas),
        scores(replicas),
        scores(replicas),
        Map.of(),
        Map.of(),
        Map.of("test", List.of(new ClassErrors(3, 100, third, third))),
        List.of());
  }

  private static ExperimentResults results(double... replicas) {
    Map<String, StageResults> stages = new LinkedHashMap<>();
    PUBLISHED.stages().forEach(stage -> stages.put(stage.key(), stage(replicas)));
    return new ExperimentResults(
        stages,
        Map.of(),
        List.of(
            new Difference("caseI", "baseline", "fullTest", "error", Summary.of(List.of(0.0125)))),
        Optional.empty());
  }

  private static List<List<String>> rows(
      Experiment experiment, ExperimentResults results, List<ComparedTable> published) {
    return ResultTables.lines(experiment, results, published).stream()
        .map(line -> List.of(line.strip().split(" {3,}", -1)))
        .toList();
  }

  private static List<List<String>> published(String sha256, double... replicas) {
    return rows(
        PUBLISHED,
        results(replicas),
        ComparedTable.of(PAPER, PUBLISHED, results(replicas), sha256));
  }

  @Test
  void everyStageHasItsFigures() {
    assertThat(rows(CORRECTED, results(0.5), List.of()))
        .contains(
            List.of("stage", "images", "error", "squaredError"),
            List.of("Case I", "test", "0.5000", "0.7000"),
            List.of("baseline", "training", "0.5000", "0.7000"),
            List.of("autoencoder", "test", "0.7000"));
  }

  @Test
  void tableIShowsEachStageByTheMetricThatThePaperUsedForIt() {
    String reason = "too few replicas";
    assertThat(published("other data", 0.5))
        .contains(
            List.of("not judged: the figures are of other data"),
            List.of(
                "initial training error",
                "Case I",
                "errorSnapped",
                "0.9140",
                "0.6000",
                reason,
                "-"),
            List.of(
                "final test error",
                "Case I",
                "squaredErrorSnapped",
                "0.0190",
                "0.8000",
                reason,
                "-"),
            List.of(
                "final test error", "baseline", "errorSnapped", "0.0690", "0.6000", reason, "-"));
  }

  @Test
  void onThePapersDataAFigureIsJudgedByWhatOneMoreRunCouldGive() {
    List<List<String>> rows = published(PAPER.conditions().dataSha256(), FIVE);
    // One more run lies within 0.17 ± t(4)·sd·√(1 + 1/5) = 0.17 ± 0.0048; the paper has 0.069.
    assertThat(rows)
        .contains(
            List.of(
                "final test error",
                "baseline",
                "errorSnapped",
                "0.0690",
                "0.1700",
                "0.1680 to 0.1720",
                "no"));
    assertThat(rows).noneMatch(row -> row.getFirst().startsWith("not judged"));
  }

  @Test
  void classesThatTrainingLeftOutAreNamed() {
    assertThat(rows(PUBLISHED, results(0.5), List.of()))
        .contains(List.of("3", "yes", "0.0083 ± 0.0083", "too few replicas"));
  }

  @Test
  void comparisonsBearTheirSign() {
    assertThat(rows(CORRECTED, results(0.5), List.of()))
        .contains(
            List.of("Case I - baseline", "full test file", "error", "+0.0125", "too few replicas"));
  }

  @Test
  void whatWasNotRunIsNotShown() {
    assertThat(ResultTables.lines(PUBLISHED, ExperimentResults.NONE, List.of())).isEmpty();
  }
}
