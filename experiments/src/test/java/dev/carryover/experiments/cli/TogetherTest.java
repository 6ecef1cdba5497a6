package dev.carryover.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Points of a sweep that are trained as replicas of one program come to what they come to alone.
 */
class TogetherTest {
  /** Slots, masked inputs, a code as target, a search, stops at epochs of their own, a graft. */
  private static final String EXPERIMENT =
      """
      key: tiny
      replicas: 2
      data: {validation: 0.2}
      defaults:
        architecture: {hidden: [4]}
        recipe: {optimizer: {kind: adam}, rate: 0.01, epochs: 3, batch: 8}
        measure: {sets: [train, validation, test], schedule: {every: 2}}
      stages:
        - {key: code, objective: reconstruct, recipe: {corruption: 0.2}}
        - key: second
          objective: reconstructCode
          architecture: {hidden: [4, 3]}
          start: {from: code}
          frozen: 1
        - key: tuned
          objective: classify
          architecture: {hidden: [4, 3]}
          start: {from: second, layers: 2}
          recipe: {epochs: 8, rate: 0.05, corruption: 0.1, decay: 0.01}
          search: {rate: [0.01, 0.1], decay: [0, 0.1], epochs: 4, replicas: 2}
          measure: {schedule: {every: 1}, stop: {set: validation, metric: squaredError, patience: 2}}
        - {key: scratch, objective: classify, recipe: {epochs: 2}}
      grafts: [{key: mixed, into: tuned, from: second}]
      comparisons: [{a: tuned, b: scratch}]
      """;

  private static final String COMBINATIONS =
      "axes: [{path: defaults.train.classes, combinations: {of: [0, 1, 2], size: 2}}]\n";

  /** So that a large rate leads to infinite parameters. */
  private static final String[] LINEAR = {
    "--set=stages.code.architecture.activation=identity",
    "--set=stages.code.architecture.output=identity"
  };

  @TempDir Path folder;
  private Path data = Path.of("");
  private Path file = Path.of("");

  @BeforeEach
  void write() throws IOException {
    data = SmallDigits.write(folder.resolve("data"));
    file = Files.writeString(folder.resolve("tiny.yaml"), EXPERIMENT);
  }

  private String[] run(String name, String backend, String... more) {
    return Stream.concat(
            Stream.of(
                "run",
                file.toString(),
                "--data",
                data.toString(),
                "--backend",
                backend,
                "--quiet",
                "--out",
                folder.resolve(name).toString()),
            Stream.of(more))
        .toArray(String[]::new);
  }

  private Outcome ofSweep(String name, String backend, String sweep, String... more) {
    return Outcome.of(
        Stream.concat(Stream.of(run(name, backend, more)), Stream.of("--sweep", sweep))
            .toArray(String[]::new));
  }

  private JsonNode json(String run) throws IOException {
    return new JsonMapper().readTree(Files.readAllBytes(folder.resolve(run).resolve("run.json")));
  }

  private void same(String run, String expected) throws IOException {
    for (String part : List.of("weights", "samples")) {
      try (var files = Files.list(folder.resolve(expected).resolve(part))) {
        for (Path one : files.toList()) {
          assertThat(folder.resolve(run).resolve(part).resolve(one.getFileName()))
              .hasSameBinaryContentAs(one);
        }
      }
    }
    assertThat(json(run).path("experiments")).isEqualTo(json(expected).path("experiments"));
    assertThat(folder.resolve(run).resolve("history.csv"))
        .hasSameBinaryContentAs(folder.resolve(expected).resolve("history.csv"));
    assertThat(folder.resolve(run).resolve("checkpoints")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ejml|defaults.recipe.rate=0.01,0.1",
        "vector|defaults.recipe.rate=0.01,0.1,0.003",
        "ejml|stages.code.recipe.corruption=0,0.3",
        "vector|stages.code.recipe.corruption=0,0.3",
        "vector|defaults.recipe.decay=0,0.1",
        "vector|defaults.train.perClass=2,5,7",
        "ejml|defaults.train.perClass=2,5",
        "vector|defaults.start.initializer={kind: glorotUniform},{kind: heNormal}",
        "vector|replicas=1,3,2",
      })
  void aSweepTrainedTogetherIsTheSweepTrainedOneByOne(String backend, String sweep)
      throws IOException {
    Outcome fused = ofSweep("together", backend, sweep);
    assertThat(fused.status()).as(fused.err()).isZero();
    assertThat(fused.out()).contains(" in one group, each trained as one program: at most ");
    Outcome alone = ofSweep("alone", backend, sweep, "--together", "1");
    assertThat(alone.status()).as(alone.err()).isZero();
    assertThat(alone.out()).doesNotContain("trained as one program");
    same("together", "alone");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ejml", "vector"})
  void combinationsOfClassesOfDifferentSizesAreTheSameTogether(String backend) throws IOException {
    Files.writeString(file, EXPERIMENT + COMBINATIONS);
    assertThat(Outcome.of(run("together", backend)).status()).isZero();
    assertThat(Outcome.of(run("alone", backend, "--together", "1")).status()).isZero();
    same("together", "alone");
    assertThat(Outcome.of(run("two", backend, "--together", "2")).out())
        .contains("together  3 experiments in 2 groups, each trained as one program: at most 2");
    same("two", "alone");
  }

  @Test
  void pointsThatBeginAlikeTrainWhatTheyShareOnce() throws IOException {
    String sweep = "stages.tuned.train.perClass=2,5,7";
    Outcome outcome = ofSweep("together", "vector", sweep);
    assertThat(outcome.out()).contains("together  3 experiments in 2 groups", "at most 2 exper");
    assertThat(ofSweep("alone", "vector", sweep, "--together", "1").status()).isZero();
    same("together", "alone");
    assertThat(json("together").path("phases").size())
        .isEqualTo(json("alone").path("phases").size());
  }

  @Test
  void otherProgramsAreNotTrainedTogether() {
    Outcome outcome = ofSweep("run", "ejml", "defaults.recipe.batch=4,8");
    assertThat(outcome.status()).isZero();
    assertThat(outcome.out()).doesNotContain("together");
  }

  @Test
  void interruptedAfterEveryEpochAGroupComesToTheSameBits() throws IOException {
    String[] sweep = {"--sweep", "defaults.recipe.rate=0.01,0.2"};
    assertThat(Outcome.of(run("expected", "vector", sweep)).status()).isZero();
    Outcome outcome = Outcome.interrupted(run("run", "vector", sweep));
    int interruptions = 0;
    while (outcome.status() != 0) {
      assertThat(outcome.err()).startsWith("interrupted in tiny-");
      interruptions++;
      outcome =
          Outcome.interrupted(
              "resume", folder.resolve("run").toString(), "--quiet", "--backend", "vector");
    }
    assertThat(interruptions).isGreaterThan(3 + 3 + 4 + 2);
    same("run", "expected");
  }

  @Test
  void jobsThatWereInterruptedAtDifferentEpochsGoOnTogether() throws IOException {
    String[] sweep = {"--sweep", "defaults.recipe.rate=0.01,0.2"};
    assertThat(Outcome.of(run("expected", "vector", sweep)).status()).isZero();
    Outcome.interrupted(run("run", "vector", sweep));
    Outcome.interrupted("resume", folder.resolve("run").toString(), "--quiet");
    try (var files = Files.list(folder.resolve("run").resolve("checkpoints"))) {
      Path newest =
          files
              .filter(one -> String.valueOf(one.getFileName()).startsWith("tiny-0_01.2."))
              .findFirst()
              .orElseThrow();
      Files.delete(newest);
    }
    assertThat(Outcome.of("resume", folder.resolve("run").toString(), "--quiet").status()).isZero();
    same("run", "expected");
  }

  @Test
  void onePointFailsAlone() throws IOException {
    String sweep = "stages.code.recipe.rate=0.01,1e30,0.02";
    Outcome outcome = ofSweep("together", "vector", sweep, LINEAR);
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.out()).contains("together  3 experiments in one group");
    assertThat(outcome.err().lines())
        .anyMatch(line ->
            line.startsWith("tiny-1e30 failed: tiny-1e30, code on vector: expected a finite loss"))
        .last()
        .asString()
        .startsWith("1 of 3 experiments failed: tiny-1e30; ");
    Outcome alone = ofSweep("alone", "vector", sweep, LINEAR[0], LINEAR[1], "--together", "1");
    assertThat(alone.status()).isEqualTo(1);
    assertThat(json("together").path("experiments")).isEqualTo(json("alone").path("experiments"));
    assertThat(json("together").path("failed")).isEqualTo(json("alone").path("failed"));
    assertThat(folder.resolve("together/history.csv"))
        .hasSameBinaryContentAs(folder.resolve("alone/history.csv"));
  }

  @Test
  void failFastEndsTheGroup() throws IOException {
    Outcome outcome =
        ofSweep(
            "run",
            "vector",
            "stages.code.recipe.rate=0.01,1e30",
            LINEAR[0],
            LINEAR[1],
            "--fail-fast");
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(json("run").path("failed").propertyNames()).containsExactly("tiny-1e30");
    assertThat(folder.resolve("run/jobs/tiny-0_01.json")).doesNotExist();
  }

  @Test
  void noneTogetherIsRefused() {
    Outcome outcome = Outcome.of(run("run", "ejml", "--together", "0"));
    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.err()).isEqualToIgnoringNewLines("--together: expected at least 1, found 0");
  }
}
