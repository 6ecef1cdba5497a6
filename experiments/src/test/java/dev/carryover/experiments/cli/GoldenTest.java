package dev.carryover.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carryover.weights.NamedTensor;
import dev.carryover.weights.Safetensors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What {@code reproduce --backend ejml --data synthetic --replicas 2 --seed 1} comes to in three
 * epochs of 40 hidden units, records every two: every number of {@code protocols} in {@code
 * run.json} (intervals left out: two replicas have none), every row of {@code history.csv}, and of
 * every weight tensor its norm and three entries. No redesign may change them.
 *
 * <p>They were recorded with code that still came to the numbers of 12 epochs of 200 units, which
 * were recorded before experiments became values.
 */
class GoldenTest {
  /** {@code Math.exp}'s last bit may differ between machines. */
  private static final double TOLERANCE = 1e-9;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"published", "corrected"})
  @Execution(ExecutionMode.CONCURRENT)
  void reproduceGivesTheNumbersThatItAlwaysGave(String protocol) throws IOException {
    Path run = folder.resolve(protocol);
    Outcome outcome =
        Outcome.of(
            "reproduce",
            "--backend",
            "ejml",
            "--data",
            "synthetic",
            "--epochs",
            "3",
            "--set",
            "defaults.measure.schedule.every=2",
            "--set",
            "defaults.architecture.hidden=[40]",
            "--replicas",
            "2",
            "--seed",
            "1",
            "--protocol",
            protocol,
            "--out",
            run.toString(),
            "--quiet");
    assertThat(outcome.status()).as(outcome.err()).isZero();
    requireResults(protocol, run);
    requireHistory(protocol, run);
    requireWeights(protocol, run);
  }

  private static void requireResults(String protocol, Path run) throws IOException {
    JsonNode expected = new JsonMapper().readTree(golden(protocol + ".json"));
    JsonNode found =
        new JsonMapper()
            .readTree(Files.readAllBytes(run.resolve("run.json")))
            .path("protocols")
            .path(protocol);
    requireAlike("protocols." + protocol, expected, found);
  }

  /** All that is expected is found; more may be there. */
  private static void requireAlike(String path, JsonNode expected, JsonNode found) {
    if (expected.isObject()) {
      for (String key : expected.propertyNames()) {
        requireAlike(path + "." + key, expected.path(key), found.path(key));
      }
    } else if (expected.isArray()) {
      assertThat(found.size()).as(path).isEqualTo(expected.size());
      for (int i = 0; i < expected.size(); i++) {
        requireAlike(path + "[" + i + "]", expected.get(i), found.get(i));
      }
    } else if (expected.isNumber()) {
      assertThat(found.isNumber()).as(path + " is a number").isTrue();
      requireClose(path, expected.doubleValue(), found.doubleValue());
    } else {
      assertThat(found).as(path).isEqualTo(expected);
    }
  }

  /** The rows by what they are of; their order may change. */
  private static void requireHistory(String protocol, Path run) throws IOException {
    Map<String, Double> expected = rows(golden(protocol + "-history.csv"));
    Map<String, Double> found = rows(Files.readString(run.resolve("history.csv")));
    assertThat(found.keySet()).containsExactlyInAnyOrderElementsOf(expected.keySet());
    expected.forEach(
        (row, value) -> requireClose(row, value, Objects.requireNonNull(found.get(row))));
  }

  private static Map<String, Double> rows(String csv) {
    Map<String, Double> rows = new HashMap<>();
    csv.lines()
        .skip(1)
        .forEach(line -> {
          int comma = line.lastIndexOf(',');
          rows.put(line.substring(0, comma), Double.valueOf(line.substring(comma + 1)));
        });
    return rows;
  }

  private static void requireWeights(String protocol, Path run) throws IOException {
    List<String> names = new ArrayList<>();
    for (String line : golden(protocol + "-weights.csv").lines().skip(1).toList()) {
      List<String> cells = Arrays.asList(line.split(",", -1));
      names.add(cells.getFirst());
      double[] values = tensor(run.resolve("weights").resolve(cells.get(0)), cells.get(1)).values();
      double norm = Math.sqrt(Arrays.stream(values).map(v -> v * v).sum());
      double[] summary = {norm, values[0], values[values.length / 2], values[values.length - 1]};
      for (int i = 0; i < summary.length; i++) {
        requireClose(line, Double.parseDouble(cells.get(2 + i)), summary[i]);
      }
    }
    try (var files = Files.list(run.resolve("weights"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsOnlyOnceElementsOf(names.stream().distinct().toList());
    }
  }

  private static NamedTensor tensor(Path file, String name) {
    return Safetensors.read(file).stream()
        .filter(tensor -> tensor.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(file + " has no tensor " + name));
  }

  private static void requireClose(String what, double expected, double found) {
    double distance = Math.abs(found - expected);
    assertThat(distance <= TOLERANCE * Math.max(1, Math.abs(expected)))
        .as("%s: expected %s, found %s", what, expected, found)
        .isTrue();
  }

  private static String golden(String name) throws IOException {
    try (InputStream stream =
        Objects.requireNonNull(GoldenTest.class.getResourceAsStream("golden/" + name), name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
