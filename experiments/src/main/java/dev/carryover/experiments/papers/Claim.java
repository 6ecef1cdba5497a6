package dev.carryover.experiments.papers;

import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.Metric;
import dev.carryover.experiments.plan.SetName;
import dev.carryover.experiments.record.ExperimentResults;
import dev.carryover.experiments.report.answer.Compared;
import dev.carryover.experiments.report.answer.Verdict;
import dev.carryover.experiments.report.document.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a paper says of its figures, as orders in which ours are to come out.
 *
 * @param says the claim, a clause
 * @param orders which stage is to misclassify fewer test images than which
 */
record Claim(String says, List<Order> orders) {

  Claim {
    orders = List.copyOf(orders);
  }

  /**
   * One stage that is to be better than another.
   *
   * @param at the value of the axis whose experiment they are stages of; absent: there is no axis
   * @param better the one's key
   * @param than the other's
   */
  record Order(Optional<String> at, String better, String than) {

    /** Whether an experiment of the paper's is the one that it speaks of. */
    boolean isOf(Experiment experiment) {
      return isAt(at, experiment);
    }
  }

  /**
   * Whether an experiment is the value of its axis that is asked for, or has none where none is.
   */
  static boolean isAt(Optional<String> at, Experiment experiment) {
    return at.isEmpty()
        ? experiment.point().isEmpty()
        : experiment.point().stream().anyMatch(setting -> setting.value().equals(at.get()));
  }

  /** Two stages' errors on the test images; empty where the run does not have both. */
  static Optional<Compared> compared(
      Experiment experiment, ExperimentResults results, String a, String b) {
    return experiment.stage(a).isEmpty() || experiment.stage(b).isEmpty()
        ? Optional.empty()
        : Compared.of(experiment, results, a, b, SetName.TEST, Metric.ERROR);
  }

  /**
   * Whether it holds, a sentence; empty where nothing of it was measured.
   *
   * @param measured experiments that measure what the paper did, with what they came to
   */
  Optional<String> judged(Map<Experiment, ExperimentResults> measured) {
    Map<String, Compared> found = new LinkedHashMap<>();
    measured.forEach((experiment, results) ->
        orders.stream()
            .filter(order -> order.isOf(experiment))
            .forEach(order ->
                compared(experiment, results, order.better(), order.than())
                    .ifPresent(one -> found.put(name(one, order), one))));
    return found.isEmpty() ? Optional.empty() : Optional.of(sentence(found));
  }

  private static String name(Compared compared, Order order) {
    return "%s against %s%s"
        .formatted(
            compared.a().name(), compared.b().name(), order.at().map(at -> " at " + at).orElse(""));
  }

  private String sentence(Map<String, Compared> found) {
    if (found.values().stream().anyMatch(compared -> compared.verdict().isEmpty())) {
      return "That %s is not judged here: that takes 5 replicas.".formatted(says);
    }
    List<String> open = named(found, name -> name, Verdict.OPEN, Verdict.BETTER_HERE);
    List<String> against = named(found, name -> name, Verdict.WORSE, Verdict.WORSE_HERE);
    int holds = found.size() - open.size() - against.size();
    List<String> parts = new ArrayList<>();
    parts.add(
        "%d of %s come out so, beyond their 95%% intervals"
            .formatted(holds, Words.count(found.size(), "difference")));
    if (!open.isEmpty()) {
      parts.add("cannot be told: " + Words.list(open));
    }
    if (!against.isEmpty()) {
      parts.add("the other way round: " + Words.list(against));
    }
    String verdict =
        holds == found.size() ? "holds here" : holds == 0 ? "does not hold here" : "holds in part";
    return "That %s %s: %s.".formatted(says, verdict, String.join("; ", parts));
  }

  /** The differences that one of two verdicts was found of, with their amounts. */
  static <K> List<String> named(
      Map<K, Compared> found, Function<K, String> name, Verdict one, Verdict other) {
    List<String> names = new ArrayList<>();
    found.forEach((key, compared) -> {
      Verdict verdict = compared.verdict().orElseThrow();
      if (verdict == one || verdict == other) {
        names.add("%s (%s points)".formatted(name.apply(key), compared.amount().signed()));
      }
    });
    return names;
  }
}
