package dev.carryover.experiments.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carryover.data.DataException;
import dev.carryover.experiments.run.TinyExperiments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code run.json} has the shape that others rely on. */
class RunRecordTest {
  private static ExperimentResults published = ExperimentResults.NONE;
  private static ExperimentResults corrected = ExperimentResults.NONE;

  @BeforeAll
  static void run(@TempDir Path folder) {
    published = RecordedResults.of(folder.resolve("p"), TinyExperiments.paper("published", 1, 5));
    corrected = RecordedResults.of(folder.resolve("c"), TinyExperiments.paper("corrected", 1, 2));
  }

  private static JsonNode json(Map<String, ExperimentResults> experiments) {
    return new JsonMapper().readTree(RecordedResults.json(experiments, Optional.empty()));
  }

  private static JsonNode protocol(String key, ExperimentResults results) {
    return json(Map.of(key, results)).path("protocols").path(key);
  }

  @Test
  void theTopLevelIsAsPromised() {
    JsonNode json = json(Map.of());
    assertThat(json.propertyNames())
        .containsExactlyInAnyOrder(
            "schema",
            "command",
            "complete",
            "spec",
            "provenance",
            "backend",
            "data",
            "seconds",
            "phases",
            "experiments",
            "protocols");
    assertThat(json.path("schema").intValue()).isOne();
    assertThat(json.path("backend").path("name").stringValue()).isEqualTo("ejml");
    assertThat(json.path("backend").path("device").stringValue()).isEqualTo("Java");
    assertThat(json.path("data").path("name").stringValue()).isEqualTo("mnist");
    assertThat(json.path("data").path("sha256").stringValue()).hasSize(64);
    assertThat(json.path("data").path("height").intValue()).isEqualTo(2);
    assertThat(json.path("data").path("width").intValue()).isEqualTo(3);
    assertThat(json.path("data").has("fallback")).isFalse();
    assertThat(json.path("seconds").path("total").doubleValue()).isEqualTo(2.5);
    assertThat(json.path("seconds").path("training").doubleValue()).isEqualTo(1.25);
    assertThat(json.path("spec").path("seed").longValue()).isEqualTo(Long.MIN_VALUE);
    assertThat(json.path("spec").path("epochs").intValue()).isEqualTo(200);
  }

  @Test
  void aFallbackIsSaid() {
    JsonNode json =
        new JsonMapper().readTree(RecordedResults.json(Map.of(), Optional.of("no network")));
    assertThat(json.path("data").path("fallback").stringValue()).isEqualTo("no network");
  }

  @Test
  void provenanceSaysOnWhatItRan() {
    JsonNode provenance = json(Map.of()).path("provenance");
    assertThat(provenance.propertyNames())
        .containsExactlyInAnyOrder(
            "version",
            "revision",
            "started",
            "jdk",
            "os",
            "cpu",
            "processors",
            "seed",
            "commandLine");
    assertThat(provenance.path("started").stringValue()).isEqualTo("1970-01-01T00:00:00Z");
    assertThat(provenance.path("jdk").stringValue()).contains("25");
    assertThat(provenance.path("cpu").stringValue()).isNotBlank();
    assertThat(provenance.path("processors").intValue()).isPositive();
    assertThat(provenance.path("commandLine").size()).isEqualTo(3);
  }

  @Test
  void aProtocolsResultsAreAsPromised() {
    JsonNode results = protocol("published", published);
    assertThat(results.propertyNames())
        .containsExactlyInAnyOrder(
            "autoencoder",
            "caseI",
            "caseII",
            "baseline",
            "caseIAfterCaseII",
            "heldout",
            "autoencoderDigits",
            "digitsAfterCaseII",
            "samples");
    assertThat(protocol("corrected", corrected).propertyNames())
        .containsExactlyInAnyOrder(
            "autoencoder",
            "caseI",
            "caseII",
            "baseline",
            "heldout",
            "comparisons",
            "autoencoderDigits",
            "samples");
    assertThat(results.path("autoencoder").path("test").propertyNames())
        .containsExactly("squaredError", "squaredErrorSnapped");
    for (String run : List.of("caseI", "caseII", "baseline")) {
      JsonNode classifier = results.path(run);
      assertThat(classifier.propertyNames())
          .containsExactlyInAnyOrder("initial", "final", "confusion", "digits");
      for (String when : List.of("initial", "final")) {
        for (String set : List.of("train", "test")) {
          assertThat(classifier.path(when).path(set).propertyNames())
              .containsExactly("error", "errorSnapped", "squaredError", "squaredErrorSnapped");
        }
      }
      assertThat(classifier.path("confusion").path("test").size()).isEqualTo(10);
      assertThat(classifier.path("confusion").propertyNames()).containsExactly("train", "test");
    }
    assertThat(results.path("heldout").size()).isEqualTo(10);
    for (int digit = 0; digit < 10; digit++) {
      JsonNode entry = results.path("heldout").path(digit);
      assertThat(entry.propertyNames()).containsExactlyInAnyOrder("digit", "mean", "sd");
      assertThat(entry.path("digit").intValue()).isEqualTo(digit);
    }
    assertThat(results.path("samples").path("heldout").path(0).propertyNames())
        .containsExactly("digit", "image", "error");
  }

  @Test
  void aFigureIsItsMeanDeviationIntervalAndReplicas() {
    JsonNode figure =
        protocol("published", published).path("caseI").path("final").path("test").path("error");
    assertThat(figure.propertyNames())
        .containsExactlyInAnyOrder("mean", "sd", "low", "high", "replicas");
    assertThat(figure.path("high").doubleValue())
        .isGreaterThanOrEqualTo(figure.path("low").doubleValue());
    assertThat(figure.path("replicas").size()).isEqualTo(5);
  }

  @Test
  void fewerThanFiveReplicasHaveNoInterval() {
    JsonNode figure = protocol("corrected", corrected).path("heldout").path(3).path("mean");
    assertThat(figure.propertyNames()).containsExactlyInAnyOrder("mean", "sd", "replicas");
  }

  @Test
  void whatWasNotRunIsAbsent(@TempDir Path folder) {
    ExperimentResults pretrained =
        RecordedResults.of(
            folder, TinyExperiments.paper("published", 1, 1).only(Set.of("autoencoder")));
    assertThat(protocol("published", pretrained).propertyNames())
        .containsExactlyInAnyOrder("autoencoder", "autoencoderDigits", "samples");
  }

  @Test
  void comparisonsArePairedAndOnEverySetThatTests() {
    JsonNode comparisons = protocol("corrected", corrected).path("comparisons");
    assertThat(comparisons.size()).isEqualTo(4); // two cases on two sets
    JsonNode first = comparisons.path(0);
    assertThat(first.path("a").stringValue()).isEqualTo("caseI");
    assertThat(first.path("b").stringValue()).isEqualTo("baseline");
    assertThat(first.path("set").stringValue()).isEqualTo("test");
    assertThat(first.path("metric").stringValue()).isEqualTo("error");
    JsonNode results = protocol("corrected", corrected);
    for (int r = 0; r < 2; r++) {
      double a = replica(results.path("caseI"), r);
      double b = replica(results.path("baseline"), r);
      assertThat(first.path("difference").path("replicas").path(r).doubleValue()).isEqualTo(a - b);
    }
    assertThat(comparisons.path(2).path("set").stringValue()).isEqualTo("fullTest");
  }

  private static double replica(JsonNode classifier, int r) {
    return classifier
        .path("final")
        .path("test")
        .path("error")
        .path("replicas")
        .path(r)
        .doubleValue();
  }

  @Test
  void whatIsReadIsWhatWasWritten(@TempDir Path folder) throws IOException {
    RunRecord written =
        RecordedResults.record(
            Map.of("published", published, "corrected", corrected), Optional.of("no network"));
    Path file =
        Files.writeString(
            folder.resolve("run.json"),
            RecordedResults.json(written.experiments(), Optional.of("no network")));
    assertThat(RunRecord.read(file)).isEqualTo(written);
  }

  @Test
  void whatIsNoRecordIsRefusedByItsName(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("run.json");
    assertThatThrownBy(() -> RunRecord.read(file))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(file.toString());
    Files.writeString(file, "{\"schema\": 1");
    assertThatThrownBy(() -> RunRecord.read(file))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(file.toString());
    String later =
        RecordedResults.json(Map.of(), Optional.empty())
            .replace("\"schema\" : 1", "\"schema\" : 2");
    Files.writeString(file, later);
    assertThatThrownBy(() -> RunRecord.read(file))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("expected schema 1, found 2");
  }
}
