package dev.carryover.experiments.record;

import dev.carryover.experiments.evaluation.SetFigures;
import dev.carryover.experiments.plan.SetName;
import dev.carryover.experiments.statistics.Summary;
import java.util.List;
import java.util.Map;

/**
 * A graft's results as they stand in {@code run.json}: figures by set and then by metric.
 *
 * @param figures over each set
 * @param classes class by class
 */
public record GraftResults(
    Map<String, Map<String, Summary>> figures, Map<String, List<Map<String, Summary>>> classes) {

  /** Returns the results of a graft. */
  public static GraftResults of(Map<SetName, SetFigures> measured) {
    return new GraftResults(
        StageResults.bySet(measured, set -> set.scores().summaries()),
        StageResults.classes(measured));
  }
}
