package dev.carryover.experiments.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carryover.experiments.evaluation.Metric;
import dev.carryover.experiments.protocol.HeldOut.DigitError;
import dev.carryover.experiments.protocol.Protocol;
import dev.carryover.experiments.record.ProtocolResults;
import dev.carryover.experiments.record.ProtocolResults.Classifier;
import dev.carryover.experiments.record.ProtocolResults.Comparison;
import dev.carryover.experiments.statistics.Summary;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResultTablesTest {
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

  private static ProtocolResults results(double... replicas) {
    Classifier classifier = new Classifier(scores(replicas), scores(replicas), Map.of(), Map.of());
    Summary third = Summary.of(List.of(0.0082, 0.0083, 0.0084, 0.0082, 0.0084));
    return new ProtocolResults(
        Optional.empty(),
        Optional.of(classifier),
        Optional.of(classifier),
        Optional.of(classifier),
        Optional.empty(),
        Optional.of(List.of(new DigitError(3, third, third), new DigitError(11, third, third))),
        Optional.of(
            List.of(
                new Comparison(
                    "caseI", "baseline", "fullTest", "error", Summary.of(List.of(0.0125))))),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** A line's cells. */
  private static List<List<String>> rows(Protocol protocol, ProtocolResults results) {
    return ResultTables.lines(protocol, results).stream()
        .map(line -> List.of(line.strip().split(" {3,}", -1)))
        .toList();
  }

  @Test
  void tableIShowsEachRunByTheMetricThatThePaperUsedForIt() {
    assertThat(rows(Protocol.PUBLISHED, results(0.5)))
        .contains(
            List.of(
                "initial training error",
                "Case I",
                "errorSnapped",
                "0.9140",
                "0.6000",
                "under 5 replicas",
                "-"),
            List.of(
                "final test error",
                "Case I",
                "squaredErrorSnapped",
                "0.0190",
                "0.8000",
                "under 5 replicas",
                "-"),
            List.of(
                "final test error",
                "baseline",
                "errorSnapped",
                "0.0690",
                "0.6000",
                "under 5 replicas",
                "-"));
    assertThat(rows(Protocol.CORRECTED, results(0.5)))
        .contains(
            List.of(
                "final test error", "Case I", "error", "0.0190", "0.5000", "under 5 replicas", "-"),
            List.of(
                "initial test error",
                "baseline",
                "error",
                "0.8620",
                "0.5000",
                "under 5 replicas",
                "-"));
  }

  @Test
  void withFiveReplicasItSaysWhetherThePublishedRunCouldBeOneMore() {
    // The mean is 0.072 ± 0.0020, one more run 0.072 ± 0.0048.
    assertThat(rows(Protocol.CORRECTED, results(0.070, 0.071, 0.072, 0.073, 0.074)))
        .contains(
            List.of(
                "final test error",
                "baseline",
                "error",
                "0.0690",
                "0.0720",
                "0.0700 to 0.0740",
                "yes"),
            List.of(
                "final test error",
                "Case II",
                "error",
                "0.0160",
                "0.0720",
                "0.0700 to 0.0740",
                "no"));
  }

  @Test
  void tableIIStandsBesideThePublishedDigits() {
    assertThat(rows(Protocol.PUBLISHED, results(0.5)))
        .contains(
            List.of("3", "0.0083 ± 0.0039", "0.0083 ± 0.0083", "0.0082 to 0.0084", "yes"),
            List.of("11", "-", "0.0083 ± 0.0083", "0.0082 to 0.0084", "-"));
  }

  @Test
  void comparisonsBearTheirSign() {
    assertThat(rows(Protocol.CORRECTED, results(0.5)))
        .contains(List.of("caseI - baseline", "full test file", "+0.0125", "under 5 replicas"));
  }

  @Test
  void whatWasNotRunIsNotShown() {
    assertThat(ResultTables.lines(Protocol.PUBLISHED, ProtocolResults.NONE)).isEmpty();
  }
}
