package dev.carryover.experiments.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carryover.backend.TrainingState;
import dev.carryover.data.DataException;
import dev.carryover.experiments.evaluation.Confusion;
import dev.carryover.experiments.evaluation.Metric;
import dev.carryover.experiments.evaluation.Scores;
import dev.carryover.experiments.protocol.HeldOut.DigitError;
import dev.carryover.experiments.protocol.Networks;
import dev.carryover.experiments.protocol.Protocol;
import dev.carryover.experiments.protocol.Run;
import dev.carryover.experiments.protocol.Trained;
import dev.carryover.experiments.protocol.Transfer;
import dev.carryover.experiments.statistics.Summary;
import dev.carryover.program.TrainingProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code run.json} has the shape that others rely on. */
class RunRecordTest {
  private static final int[][] COUNTS = {{3, 1}, {0, 4}};

  private static Scores scores(boolean classifier, Double... replicas) {
    Map<Metric, List<Double>> values = new LinkedHashMap<>();
    for (Metric metric : Metric.values()) {
      boolean applies =
          classifier || metric == Metric.SQUARED_ERROR || metric == Metric.SQUARED_ERROR_SNAPPED;
      if (applies) {
        values.put(metric, List.of(replicas));
      }
    }
    return new Scores(values);
  }

  private static Trained trained(Run run, Protocol protocol, Double... replicas) {
    TrainingProgram program = Networks.program(run, protocol, 2, 10, replicas.length);
    int size = replicas.length * program.network().parameters().size();
    Scores scores = scores(!run.reconstructs(), replicas);
    Confusion confusion =
        new Confusion(
            Arrays.stream(COUNTS)
                .map(row -> IntStream.of(row).mapToObj(count -> (long) count).toList())
                .toList());
    return new Trained(
        program,
        TrainingState.initial(program, new double[size]),
        Map.of("train", scores, "test", scores),
        Map.of("train", scores, "test", scores, "fullTest", scores),
        run.reconstructs() ? Map.of() : Map.of("train", confusion, "test", confusion),
        Map.of());
  }

  private static ProtocolResults results(Protocol protocol, Double... replicas) {
    Summary mean = Summary.of(List.of(replicas));
    return ProtocolResults.NONE
        .withAutoencoder(trained(Run.AUTOENCODER, protocol, replicas), List.of(), List.of())
        .withTransfer(
            protocol,
            new Transfer(
                trained(Run.CASE_I, protocol, replicas),
                trained(Run.CASE_II, protocol, replicas),
                trained(Run.BASELINE, protocol, replicas),
                protocol == Protocol.PUBLISHED ? Map.of("test", scores(true, replicas)) : Map.of(),
                protocol == Protocol.PUBLISHED
                    ? Map.of("test", List.of(scores(true, replicas)))
                    : Map.of()))
        .withHeldout(
            IntStream.range(0, 10).mapToObj(digit -> new DigitError(digit, mean, mean)).toList(),
            List.of());
  }

  private static JsonNode json(Map<String, ProtocolResults> protocols, Optional<String> fallback) {
    return new JsonMapper().readTree(record(protocols, fallback).toJson());
  }

  private static RunRecord record(
      Map<String, ProtocolResults> protocols, Optional<String> fallback) {
    return new RunRecord(
        RunRecord.SCHEMA,
        "reproduce",
        true,
        new RunRecord.Spec("auto", "ejml", "both", 1, 200, Long.MIN_VALUE),
        Provenance.here(Instant.ofEpochSecond(0), 7, List.of("reproduce", "--seed", "7"), Map.of()),
        new RunRecord.BackendUsed("ejml", "Java", "CPU", "float64", "asked for by name"),
        new RunRecord.DataUsed("mnist", "ab".repeat(32), "cache", fallback),
        new RunRecord.Seconds(2.5, 1.25),
        List.of(),
        protocols);
  }

  private static JsonNode protocol(Protocol protocol, Double... replicas) {
    return json(Map.of(protocol.key(), results(protocol, replicas)), Optional.empty())
        .path("protocols")
        .path(protocol.key());
  }

  @Test
  void theTopLevelIsAsPromised() {
    JsonNode json = json(Map.of(), Optional.empty());
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
            "protocols");
    assertThat(json.path("schema").intValue()).isOne();
    assertThat(json.path("backend").path("name").stringValue()).isEqualTo("ejml");
    assertThat(json.path("backend").path("device").stringValue()).isEqualTo("Java");
    assertThat(json.path("data").path("name").stringValue()).isEqualTo("mnist");
    assertThat(json.path("data").path("sha256").stringValue()).hasSize(64);
    assertThat(json.path("data").has("fallback")).isFalse();
    assertThat(json.path("seconds").path("total").doubleValue()).isEqualTo(2.5);
    assertThat(json.path("seconds").path("training").doubleValue()).isEqualTo(1.25);
    assertThat(json.path("spec").path("seed").longValue()).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void aFallbackIsSaid() {
    assertThat(
            json(Map.of(), Optional.of("no network")).path("data").path("fallback").stringValue())
        .isEqualTo("no network");
  }

  @Test
  void provenanceSaysOnWhatItRan() {
    JsonNode provenance = json(Map.of(), Optional.empty()).path("provenance");
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
    JsonNode published = protocol(Protocol.PUBLISHED, 0.25, 0.5);
    assertThat(published.propertyNames())
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
    assertThat(protocol(Protocol.CORRECTED, 0.25, 0.5).propertyNames())
        .containsExactlyInAnyOrder(
            "autoencoder",
            "caseI",
            "caseII",
            "baseline",
            "heldout",
            "comparisons",
            "autoencoderDigits",
            "samples");
    assertThat(published.path("autoencoder").path("test").propertyNames())
        .containsExactly("squaredError", "squaredErrorSnapped");
    for (String run : List.of("caseI", "caseII", "baseline")) {
      JsonNode classifier = published.path(run);
      assertThat(classifier.propertyNames())
          .containsExactlyInAnyOrder("initial", "final", "confusion", "digits");
      for (String when : List.of("initial", "final")) {
        for (String set : List.of("train", "test")) {
          assertThat(classifier.path(when).path(set).propertyNames())
              .containsExactly("error", "errorSnapped", "squaredError", "squaredErrorSnapped");
        }
      }
      assertThat(classifier.path("confusion").path("test").toString()).isEqualTo("[[3,1],[0,4]]");
      assertThat(classifier.path("confusion").propertyNames()).contains("train");
    }
    assertThat(published.path("heldout").size()).isEqualTo(10);
    for (int digit = 0; digit < 10; digit++) {
      JsonNode entry = published.path("heldout").path(digit);
      assertThat(entry.propertyNames()).containsExactlyInAnyOrder("digit", "mean", "sd");
      assertThat(entry.path("digit").intValue()).isEqualTo(digit);
    }
  }

  @Test
  void aFigureIsItsMeanDeviationIntervalAndReplicas() {
    JsonNode figure =
        protocol(Protocol.PUBLISHED, 0.25, 0.5, 0.25, 0.5, 0.375)
            .path("caseI")
            .path("final")
            .path("test")
            .path("error");
    assertThat(figure.propertyNames())
        .containsExactlyInAnyOrder("mean", "sd", "low", "high", "replicas");
    assertThat(figure.path("mean").doubleValue()).isEqualTo(0.375);
    assertThat(figure.path("low").isNumber()).isTrue();
    assertThat(figure.path("high").doubleValue()).isGreaterThan(figure.path("low").doubleValue());
    assertThat(figure.path("replicas").toString()).isEqualTo("[0.25,0.5,0.25,0.5,0.375]");
  }

  @Test
  void oneReplicaHasNoInterval() {
    JsonNode figure = protocol(Protocol.PUBLISHED, 0.25).path("heldout").path(3).path("mean");
    assertThat(figure.propertyNames()).containsExactlyInAnyOrder("mean", "sd", "replicas");
    assertThat(figure.path("sd").doubleValue()).isZero();
  }

  @Test
  void whatWasNotRunIsAbsent() {
    JsonNode json =
        json(
            Map.of(
                "published",
                ProtocolResults.NONE.withAutoencoder(
                    trained(Run.AUTOENCODER, Protocol.PUBLISHED, 0.5), List.of(), List.of())),
            Optional.empty());
    assertThat(json.path("protocols").path("published").propertyNames())
        .containsExactly("autoencoder", "autoencoderDigits", "samples");
  }

  @Test
  void comparisonsArePairedAndOnEverySetThatTests() {
    JsonNode comparisons = protocol(Protocol.CORRECTED, 0.25, 0.5).path("comparisons");
    assertThat(comparisons.size()).isEqualTo(4); // two cases on two sets
    JsonNode first = comparisons.path(0);
    assertThat(first.path("a").stringValue()).isEqualTo("caseI");
    assertThat(first.path("b").stringValue()).isEqualTo("baseline");
    assertThat(first.path("set").stringValue()).isEqualTo("test");
    assertThat(first.path("metric").stringValue()).isEqualTo("error");
    assertThat(first.path("difference").path("replicas").toString()).isEqualTo("[0.0,0.0]");
    assertThat(comparisons.path(2).path("set").stringValue()).isEqualTo("fullTest");
  }

  @Test
  void whatIsReadIsWhatWasWritten(@TempDir Path folder) throws IOException {
    RunRecord written =
        record(
            Map.of(
                "published", results(Protocol.PUBLISHED, 0.25, 0.5),
                "corrected", results(Protocol.CORRECTED, 0.25)),
            Optional.of("no network"));
    Path file = Files.writeString(folder.resolve("run.json"), written.toJson());
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
        record(Map.of(), Optional.empty()).toJson().replace("\"schema\" : 1", "\"schema\" : 2");
    Files.writeString(file, later);
    assertThatThrownBy(() -> RunRecord.read(file))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("expected schema 1, found 2");
  }
}
