package dev.carryover.experiments.papers;

import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.record.ExperimentResults;
import dev.carryover.experiments.report.answer.Compared;
import dev.carryover.experiments.report.answer.Sweep;
import dev.carryover.experiments.report.answer.Verdict;
import dev.carryover.experiments.report.document.Quantity;
import dev.carryover.experiments.report.document.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Two stages of which one is better at one end of an axis and the other at its other end.
 *
 * @param of what has them, for people
 * @param axis what the axis counts, for people
 * @param a the stage that is better at the upper end
 * @param b the stage that is better at the lower end
 */
record Crossing(String of, String axis, String a, String b) {

  /**
   * Where they cross, a sentence; empty where what was measured does not tell.
   *
   * @param measured experiments that measure what the paper did, with what they came to
   */
  Optional<String> found(Map<Experiment, ExperimentResults> measured) {
    NavigableMap<Double, Compared> points = new TreeMap<>();
    measured.forEach((experiment, results) -> {
      OptionalDouble at =
          experiment.point().size() == 1
              ? Sweep.number(Sweep.value(experiment, 0))
              : OptionalDouble.empty();
      if (at.isPresent()) {
        Claim.compared(experiment, results, a, b)
            .filter(compared -> compared.verdict().isPresent())
            .ifPresent(compared -> points.put(at.getAsDouble(), compared));
      }
    });
    return points.size() < 2 ? Optional.empty() : Optional.of(sentence(points));
  }

  private String sentence(NavigableMap<Double, Compared> points) {
    List<String> parts = new ArrayList<>();
    add(parts, points, "worse", Verdict.WORSE, Verdict.WORSE_HERE);
    add(parts, points, "not to be told from it", Verdict.OPEN, Verdict.OPEN);
    add(parts, points, "better", Verdict.BETTER, Verdict.BETTER_HERE);
    Compared any = points.firstEntry().getValue();
    return "With %s, %s beside %s is %s: %s."
        .formatted(of, any.a().name(), any.b().name(), String.join(", ", parts), crossing(points));
  }

  private void add(
      List<String> parts,
      NavigableMap<Double, Compared> points,
      String word,
      Verdict one,
      Verdict other) {
    List<String> places = Claim.named(points, Crossing::number, one, other);
    if (!places.isEmpty()) {
      parts.add("%s at %s %s".formatted(word, Words.list(places), axis));
    }
  }

  /** Between the last place where a is worse for sure and the first above where it is better. */
  private String crossing(NavigableMap<Double, Compared> points) {
    Optional<Double> worse = Optional.empty();
    Optional<Double> better = Optional.empty();
    for (var point : points.entrySet()) {
      Verdict verdict = point.getValue().verdict().orElseThrow();
      if (verdict == Verdict.WORSE || verdict == Verdict.WORSE_HERE) {
        worse = Optional.of(point.getKey());
        better = Optional.empty();
      } else if (better.isEmpty()
          && (verdict == Verdict.BETTER || verdict == Verdict.BETTER_HERE)) {
        better = Optional.of(point.getKey());
      }
    }
    if (worse.isPresent() && better.isPresent()) {
      return "they cross between %s and %s %s"
          .formatted(number(worse.get()), number(better.get()), axis);
    }
    return "they do not cross from %s to %s %s"
        .formatted(number(points.firstKey()), number(points.lastKey()), axis);
  }

  private static String number(double value) {
    return Quantity.fixed(value, value == Math.rint(value) ? 0 : 3);
  }
}
