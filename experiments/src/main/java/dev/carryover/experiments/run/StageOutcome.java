package dev.carryover.experiments.run;

import dev.carryover.experiments.evaluation.Scores;
import dev.carryover.experiments.evaluation.SetFigures;
import dev.carryover.experiments.plan.SetName;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a stage came to.
 *
 * @param initial scores before the first step, by set; empty of a stage that was not trained here
 * @param last what it comes to, by set: the last record's scores, and where each replica keeps the
 *     state with its least error, that state's
 * @param figures of the parameters when training ended (of a replica that stopped early, those it
 *     stopped with), by set
 * @param samples test images beside their reconstructions; empty of classifiers
 */
public record StageOutcome(
    Map<SetName, Scores> initial,
    Map<SetName, Scores> last,
    Map<SetName, SetFigures> figures,
    Optional<Reconstructions> samples) {

  /** Copies the maps, in the order of the sets. */
  public StageOutcome {
    initial = ordered(initial);
    last = ordered(last);
    figures = ordered(figures);
  }

  private static <T> Map<SetName, T> ordered(Map<SetName, T> map) {
    Map<SetName, T> copy = new EnumMap<>(SetName.class);
    copy.putAll(map);
    return Collections.unmodifiableMap(copy);
  }
}
