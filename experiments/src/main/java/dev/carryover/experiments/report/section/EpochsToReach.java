package dev.carryover.experiments.report.section;

import dev.carryover.experiments.plan.Metric;
import dev.carryover.experiments.plan.SetName;
import dev.carryover.experiments.report.answer.Metrics;
import dev.carryover.experiments.report.chart.Curve;
import dev.carryover.experiments.report.contents.StageContents;
import dev.carryover.experiments.report.document.Quantity;
import dev.carryover.experiments.report.document.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** How soon classifiers come to given errors. */
final class EpochsToReach {
  /** Errors whose first record is looked for. */
  private static final List<Double> LEVELS =
      List.of(
          0.5, 0.4, 0.3, 0.25, 0.2, 0.15, 0.12, 0.1, 0.09, 0.08, 0.07, 0.06, 0.05, 0.04, 0.03, 0.02,
          0.01, 0.005);

  private static final int MOST = 8;

  private EpochsToReach() {}

  /** The table; empty if no stage has a record, or none came to any of the errors by training. */
  static Optional<Table> of(List<StageContents> stages, SetName set, Metric metric) {
    List<String> headings = new ArrayList<>();
    List<Curve> curves = new ArrayList<>();
    for (StageContents stage : stages) {
      stage
          .curve(set, metric)
          .ifPresent(curve -> {
            headings.add(stage.name());
            curves.add(curve);
          });
    }
    List<Double> levels =
        LEVELS.stream()
            .filter(level -> curves.stream().anyMatch(c -> isReached(c, level)))
            .toList();
    if (levels.isEmpty()) {
      return Optional.empty();
    }
    headings.addFirst("%s at most".formatted(set == SetName.TEST ? "Test error" : "Error"));
    Table table =
        new Table(
            "Epochs trained at the first record with so small a fraction of the %s misclassified (from"
                    .formatted(Metrics.images(set))
                + " the soonest to the latest replica; – where none came there). "
                + records(stages),
            headings);
    for (double level : levels.subList(Math.max(0, levels.size() - MOST), levels.size())) {
      List<Object> cells =
          new ArrayList<>(List.of(Quantity.fixed(100 * level, level < 0.01 ? 1 : 0) + "%"));
      curves.forEach(curve -> cells.add(reached(curve.reaching(level))));
      table.row(cells.toArray());
    }
    return Optional.of(table);
  }

  private static String records(List<StageContents> stages) {
    List<Integer> distances =
        stages.stream().map(s -> s.stage().measure().schedule().every()).distinct().toList();
    if (distances.size() > 1) {
      return "Stages are recorded at different distances.";
    }
    return distances.getFirst() == 1
        ? "A record is made every epoch."
        : "Records are %d epochs apart.".formatted(distances.getFirst());
  }

  private static boolean isReached(Curve curve, double level) {
    return curve.reaching(level).stream().anyMatch(OptionalInt::isPresent);
  }

  private static String reached(List<OptionalInt> epochs) {
    int[] found = epochs.stream().flatMapToInt(OptionalInt::stream).sorted().toArray();
    if (found.length == 0) {
      return "–";
    }
    int first = found[0];
    int last = found[found.length - 1];
    String range = first == last ? Integer.toString(first) : first + "–" + last;
    return found.length == epochs.size()
        ? range
        : "%s (%d of %d)".formatted(range, found.length, epochs.size());
  }
}
