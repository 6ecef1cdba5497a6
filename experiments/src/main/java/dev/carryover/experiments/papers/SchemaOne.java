package dev.carryover.experiments.papers;

import dev.carryover.experiments.record.ExperimentResults;
import dev.carryover.experiments.record.GraftResults;
import dev.carryover.experiments.record.StageResults;
import dev.carryover.experiments.statistics.Summary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The seed paper's results as {@code protocols} in {@code run.json}, the keys that schema 1 has had
 * from its beginning and that others rely on.
 */
public final class SchemaOne {
  private static final String PAPER = "vera2024";
  private static final List<String> CLASSIFIERS = List.of("caseI", "caseII", "baseline");

  private SchemaOne() {}

  /** Every experiment's results by its key; empty of another paper. */
  public static Optional<Map<String, Object>> protocols(
      Paper paper, Map<String, ExperimentResults> experiments) {
    if (!paper.key().equals(PAPER)) {
      return Optional.empty();
    }
    Map<String, Object> protocols = new LinkedHashMap<>();
    experiments.forEach((key, results) -> protocols.put(key, protocol(results)));
    return Optional.of(protocols);
  }

  private static Map<String, Object> protocol(ExperimentResults results) {
    Map<String, Object> protocol = new LinkedHashMap<>();
    Map<String, Object> samples = new LinkedHashMap<>();
    results
        .stage("autoencoder")
        .ifPresent(stage -> {
          protocol.put("autoencoder", stage.last());
          protocol.put("autoencoderDigits", digits(stage));
          samples.put("autoencoder", samples(stage));
        });
    for (String key : CLASSIFIERS) {
      results.stage(key).ifPresent(stage -> protocol.put(key, classifier(stage)));
    }
    GraftResults overwritten = results.grafts().get("caseIAfterCaseII");
    if (overwritten != null) {
      protocol.put("caseIAfterCaseII", overwritten.figures());
      protocol.put("digitsAfterCaseII", overwritten.classes());
    }
    results
        .stage("heldout")
        .ifPresent(stage -> {
          protocol.put("heldout", digits(stage));
          samples.put("heldout", samples(stage));
        });
    if (!results.comparisons().isEmpty()) {
      protocol.put("comparisons", results.comparisons());
    }
    if (!samples.isEmpty()) {
      protocol.put("samples", samples);
    }
    return protocol;
  }

  private static Map<String, Object> classifier(StageResults stage) {
    Map<String, Object> classifier = new LinkedHashMap<>();
    classifier.put("initial", stage.initial());
    classifier.put("final", stage.last());
    classifier.put("confusion", stage.confusion());
    classifier.put("digits", stage.classes());
    return classifier;
  }

  /** One digit's reconstruction error on the test images: MRE and σ. */
  private record Digit(int digit, Summary mean, Summary sd) {}

  private static List<Digit> digits(StageResults stage) {
    return Optional.ofNullable(stage.classErrors().get("test")).orElse(List.of()).stream()
        .map(errors -> new Digit(errors.label(), errors.mean(), errors.sd()))
        .toList();
  }

  /** One image that is kept with its reconstruction. */
  private record Sample(int digit, int image, double error) {}

  private static List<Sample> samples(StageResults stage) {
    return stage.samples().stream()
        .map(sample -> new Sample(sample.label(), sample.image(), sample.error()))
        .toList();
  }
}
