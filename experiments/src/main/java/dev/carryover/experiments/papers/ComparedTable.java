package dev.carryover.experiments.papers;

import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.Stage;
import dev.carryover.experiments.record.ExperimentResults;
import dev.carryover.experiments.statistics.Published;
import dev.carryover.experiments.statistics.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A published table with what a run measured for it.
 *
 * @param table as printed
 * @param rows its figures that the run has, in the paper's order
 * @param incomparable why they cannot be judged, a clause; absent where they can
 */
public record ComparedTable(PublishedTable table, List<Row> rows, Optional<String> incomparable) {

  /** Copies the list. */
  public ComparedTable {
    rows = List.copyOf(rows);
  }

  /**
   * One figure.
   *
   * @param figure as printed
   * @param stage what it is of
   * @param measured what the run measured
   * @param measuredSd the standard deviation over images that the run measured, where one was
   *     printed
   * @param agrees whether the printed figure is what one more run could well give; absent where
   *     that cannot be said
   */
  public record Row(
      PublishedFigure figure,
      Stage stage,
      Summary measured,
      Optional<Summary> measuredSd,
      Optional<Boolean> agrees) {}

  /**
   * The paper's tables that an experiment of its has figures for; none of an experiment whose
   * figures the paper does not have.
   *
   * @param dataSha256 of the data that it ran on
   */
  public static List<ComparedTable> of(
      Paper paper, Experiment experiment, ExperimentResults results, String dataSha256) {
    if (!paper.conditions().include(experiment)) {
      return List.of();
    }
    return paper.tables().stream()
        .map(table -> of(paper, table, experiment, results, dataSha256))
        .filter(compared -> !compared.rows.isEmpty())
        .toList();
  }

  private static ComparedTable of(
      Paper paper,
      PublishedTable table,
      Experiment experiment,
      ExperimentResults results,
      String dataSha256) {
    List<Row> rows = new ArrayList<>();
    Optional<String> incomparable = Optional.empty();
    for (PublishedFigure figure : table.figures()) {
      Optional<Stage> stage =
          Claim.isAt(figure.at(), experiment) ? experiment.stage(figure.stage()) : Optional.empty();
      Optional<Summary> measured = results.stage(figure.stage()).flatMap(figure::measured);
      if (stage.isPresent() && measured.isPresent()) {
        Optional<String> reason = paper.incomparable(experiment, stage.get(), dataSha256);
        incomparable = incomparable.or(() -> reason);
        rows.add(
            new Row(
                figure,
                stage.get(),
                measured.get(),
                results.stage(figure.stage()).flatMap(figure::measuredSd),
                reason.isPresent()
                    ? Optional.empty()
                    : agrees(table.published(figure), measured.get(), images(results, figure))));
      }
    }
    return new ComparedTable(table, rows, incomparable);
  }

  /** The same table with another's rows behind its own. */
  ComparedTable followedBy(ComparedTable other) {
    List<Row> all = new ArrayList<>(rows);
    all.addAll(other.rows);
    return new ComparedTable(table, all, incomparable.or(other::incomparable));
  }

  private static int images(ExperimentResults results, PublishedFigure figure) {
    return results.stage(figure.stage()).map(stage -> stage.images(figure.set())).orElse(0);
  }

  private static Optional<Boolean> agrees(Published published, Summary measured, int images) {
    return switch (published.judge(measured, images)) {
      case AGREES -> Optional.of(true);
      case DIFFERS -> Optional.of(false);
      case NO_VERDICT -> Optional.empty();
    };
  }
}
