package dev.carryover.experiments.report;

import dev.carryover.experiments.protocol.HeldOut.DigitError;
import dev.carryover.experiments.protocol.Protocol;
import dev.carryover.experiments.protocol.PublishedFigures;
import dev.carryover.experiments.protocol.PublishedFigures.Reconstruction;
import dev.carryover.experiments.protocol.PublishedFigures.Row;
import dev.carryover.experiments.protocol.PublishedFigures.When;
import dev.carryover.experiments.protocol.Run;
import dev.carryover.experiments.record.ProtocolResults;
import dev.carryover.experiments.record.ProtocolResults.Classifier;
import dev.carryover.experiments.statistics.Published;
import dev.carryover.experiments.statistics.Range;
import dev.carryover.experiments.statistics.Summary;
import dev.carryover.experiments.statistics.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether published figures, one run's, lie where 95% of single runs would. */
final class Agreement {
  /** Table I has three decimals. */
  private static final double ROUNDING_I = 0.0005;

  /** Table II has four. */
  private static final double ROUNDING_II = 0.00005;

  /** Table I's test images. */
  private static final int IMAGES_I = 1000;

  /** Table II's test images of a digit. */
  private static final int IMAGES_II = 100;

  private Agreement() {}

  /**
   * How many agree.
   *
   * @param of how many could be judged
   */
  record Count(long agreeing, long of) {}

  /** The classifiers that have been trained to their end, in the paper's order. */
  static Map<Run, Classifier> classifiers(ProtocolResults results) {
    Map<Run, Classifier> classifiers = new LinkedHashMap<>();
    results.caseI().ifPresent(c -> classifiers.put(Run.CASE_I, c));
    results.caseII().ifPresent(c -> classifiers.put(Run.CASE_II, c));
    results.baseline().ifPresent(c -> classifiers.put(Run.BASELINE, c));
    return classifiers;
  }

  /** What was measured for one figure of Table I. */
  static Summary measured(Protocol protocol, Row row, Run run, Classifier classifier) {
    return row.when() == When.INITIAL
        ? ProtocolResults.figure(classifier.initial(), row.set(), protocol.fraction())
        : ProtocolResults.figure(classifier.last(), row.set(), protocol.reportedMetric(run));
  }

  /** Empty for too few replicas. */
  static Optional<Boolean> tableI(Row row, Run run, Summary measured) {
    return agrees(
        new Published.SingleRun(row.of(run), ROUNDING_I, Range.FRACTION), measured, IMAGES_I);
  }

  /** Empty for too few replicas. */
  static Optional<Boolean> tableII(DigitError measured) {
    double mean = published(measured.digit()).mean();
    return agrees(
        new Published.SingleRun(mean, ROUNDING_II, Range.NONNEGATIVE), measured.mean(), IMAGES_II);
  }

  private static Optional<Boolean> agrees(Published published, Summary measured, int images) {
    Verdict verdict = published.judge(measured, images);
    return verdict == Verdict.NO_VERDICT
        ? Optional.empty()
        : Optional.of(verdict == Verdict.AGREES);
  }

  static Reconstruction published(int digit) {
    return PublishedFigures.TABLE_II.get(digit);
  }

  /** All of Table I under the published protocol. */
  static Count countTableI(ProtocolResults results) {
    Map<Run, Classifier> classifiers = classifiers(results);
    return count(
        PublishedFigures.TABLE_I.stream()
            .flatMap(row ->
                classifiers.entrySet().stream()
                    .map(entry ->
                        tableI(
                            row,
                            entry.getKey(),
                            measured(Protocol.PUBLISHED, row, entry.getKey(), entry.getValue())))));
  }

  /** All of Table II. */
  static Count countTableII(ProtocolResults results) {
    return count(results.heldout().orElse(List.of()).stream().map(Agreement::tableII));
  }

  private static Count count(Stream<Optional<Boolean>> marks) {
    List<Boolean> judged = marks.flatMap(Optional::stream).toList();
    return new Count(judged.stream().filter(agrees -> agrees).count(), judged.size());
  }
}
