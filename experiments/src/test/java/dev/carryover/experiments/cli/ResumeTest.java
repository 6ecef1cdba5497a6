package dev.carryover.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carryover.experiments.record.FolderClaim;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs of several experiments: interrupted and resumed, sharing stages, failing. */
class ResumeTest {
  private static final String EXPERIMENT =
      """
      key: tiny
      replicas: 2
      defaults:
        architecture: {hidden: [3]}
        recipe: {epochs: 2}
        measure: {schedule: {every: 1}}
      stages:
        - {key: pretrain, objective: reconstruct}
        - {key: tuned, objective: classify, start: {from: pretrain}, train: {perClass: 5}}
      """;

  private static final String[] SWEEP = {"--sweep", "stages.tuned.train.perClass=5,9"};

  /** So that a large rate leads to infinite parameters. */
  private static final String LINEAR = "--set=stages.tuned.architecture.activation=identity";

  @TempDir Path folder;
  private Path data = Path.of("");
  private Path file = Path.of("");

  @BeforeEach
  void write() throws IOException {
    data = SmallDigits.write(folder.resolve("data"));
    file = Files.writeString(folder.resolve("tiny.yaml"), EXPERIMENT);
  }

  private String[] run(Path out, String... more) {
    return Stream.concat(
            Stream.of(
                "run",
                file.toString(),
                "--data",
                data.toString(),
                "--backend",
                "ejml",
                "--quiet",
                "--out",
                out.toString()),
            Stream.of(more))
        .toArray(String[]::new);
  }

  private Path done(String name, String... more) {
    Path out = folder.resolve(name);
    Outcome outcome = Outcome.of(run(out, more));
    assertThat(outcome.status()).as(outcome.err()).isZero();
    return out;
  }

  private static JsonNode json(Path run) throws IOException {
    return new JsonMapper().readTree(Files.readAllBytes(run.resolve("run.json")));
  }

  private static void same(Path run, Path expected) throws IOException {
    for (String folder : List.of("weights", "samples")) {
      try (var files = Files.list(expected.resolve(folder))) {
        for (Path one : files.toList()) {
          assertThat(run.resolve(folder).resolve(one.getFileName())).hasSameBinaryContentAs(one);
        }
      }
    }
    assertThat(run.resolve("history.csv")).hasSameBinaryContentAs(expected.resolve("history.csv"));
    assertThat(json(run).path("experiments")).isEqualTo(json(expected).path("experiments"));
    assertThat(json(run).path("complete").booleanValue()).isTrue();
    assertThat(run.resolve("checkpoints")).doesNotExist();
  }

  @Test
  void aRunThatIsInterruptedAfterEveryEpochComesToTheSameBits() throws IOException {
    Path expected = done("undisturbed", SWEEP);
    Path run = folder.resolve("run");
    Outcome outcome = Outcome.interrupted(run(run, SWEEP));
    int interruptions = 0;
    while (outcome.status() != 0) {
      assertThat(outcome.status()).isEqualTo(1);
      assertThat(outcome.err())
          .startsWith("interrupted in tiny-")
          .contains("; ./carryover resume " + run + " goes on");
      assertThat(json(run).path("complete").booleanValue()).isFalse();
      interruptions++;
      outcome = Outcome.interrupted("resume", run.toString(), "--quiet");
    }
    assertThat(interruptions).isEqualTo(6); // pretraining once, and a tuned stage twice
    same(run, expected);
    assertThat(json(run).path("command").stringValue()).isEqualTo("run");
    assertThat(json(run).path("provenance").path("commandLine").path(0).stringValue())
        .isEqualTo("run");
  }

  @Test
  void nothingIsToBeDoneForARunThatIsComplete() {
    Path run = done("run");
    Outcome outcome = Outcome.of("resume", run.toString());
    assertThat(outcome.status()).isZero();
    assertThat(outcome.out())
        .isEqualToIgnoringNewLines(run + " is complete: there is nothing to do");
  }

  @Test
  void aStageThatExperimentsShareIsTrainedOnceAndIsInEachAsIfTrainedThere() throws IOException {
    Path swept = done("swept", SWEEP);
    Files.writeString(
        file, EXPERIMENT.replace("key: tiny", "key: tiny-9").replace("perClass: 5", "perClass: 9"));
    Path alone = done("alone");
    for (String name :
        List.of("weights/tiny-9-pretrain-1", "weights/tiny-9-tuned-1", "samples/tiny-9-pretrain")) {
      assertThat(swept.resolve(name + ".safetensors"))
          .hasSameBinaryContentAs(alone.resolve(name + ".safetensors"));
    }
    assertThat(json(swept).path("experiments").path("tiny-9"))
        .isEqualTo(json(alone).path("experiments").path("tiny-9"));
    assertThat(lines(swept, "tiny-9,")).isEqualTo(lines(alone, "tiny-9,")).isNotEmpty();
    assertThat(json(swept).path("phases").size()).isEqualTo(3);
    assertThat(json(alone).path("phases").size()).isEqualTo(2);
  }

  private static List<String> lines(Path run, String start) throws IOException {
    return Files.readAllLines(run.resolve("history.csv")).stream()
        .filter(line -> line.startsWith(start))
        .toList();
  }

  /** Experiments that fine-tune at rates of which 1e30 ends in a loss that is no number. */
  private Outcome tunedAt(String rates, Path run, String... more) {
    Stream<String> sweep =
        Stream.of("--epochs", "5", LINEAR, "--sweep", "stages.tuned.recipe.rate=" + rates);
    return Outcome.of(run(run, Stream.concat(sweep, Stream.of(more)).toArray(String[]::new)));
  }

  @Test
  void anExperimentThatFailsIsNamedAndTheOthersAreRun() throws IOException {
    Path run = folder.resolve("run");
    Outcome outcome = tunedAt("0.01,1e30,0.02", run);
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err().lines())
        .anyMatch(line ->
            line.startsWith("tiny-1e30 failed: tiny-1e30, tuned on ejml: expected a finite loss"))
        .last()
        .isEqualTo(
            "1 of 3 experiments failed: tiny-1e30; ./carryover resume %s tries them again"
                .formatted(run));
    JsonNode json = json(run);
    assertThat(json.path("complete").booleanValue()).isFalse();
    assertThat(json.path("failed").path("tiny-1e30").stringValue()).contains("finite loss");
    assertThat(json.path("experiments").propertyNames())
        .containsExactly("tiny-0_01", "tiny-1e30", "tiny-0_02");
    assertThat(json.path("experiments").path("tiny-1e30").path("stages").propertyNames())
        .containsExactly("pretrain");
    assertThat(Outcome.of("resume", run.toString(), "--quiet").status()).isEqualTo(1);
    assertThat(json(run).path("experiments")).isEqualTo(json.path("experiments"));
  }

  @Test
  void failFastEndsAtTheFirstThatFails() throws IOException {
    Path run = folder.resolve("run");
    Outcome outcome = tunedAt("1e30,0.01", run, "--fail-fast");
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(json(run).path("failed").propertyNames()).containsExactly("tiny-1e30");
    assertThat(run.resolve("jobs/tiny-0_01.json")).doesNotExist();
  }

  @Test
  void aRunWhoseExperimentHasChangedIsRefused() throws IOException {
    Path run = folder.resolve("run");
    Outcome.interrupted(run(run));
    Path plan = run.resolve("experiment.yaml");
    Files.writeString(plan, Files.readString(plan).replace("perClass: 5", "perClass: 6"));
    Outcome outcome = Outcome.of("resume", run.toString());
    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.err()).contains(": expected experiment.yaml, SHA-256 ");
    Files.writeString(plan, Files.readString(plan).replace("perClass: 6", "perClass: 5"));
    assertThat(Outcome.of("resume", run.toString()).status()).isZero();
  }

  @Test
  void aRunWhoseDataHasChangedIsRefused() throws IOException {
    Path run = folder.resolve("run");
    Outcome.interrupted(run(run));
    Path labels = data.resolve(SmallDigits.TRAIN_LABELS);
    byte[] content = Files.readAllBytes(labels);
    content[8] = 5;
    Files.write(labels, content);
    Outcome outcome = Outcome.of("resume", run.toString());
    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.err()).contains("expected the data that the run was begun with, SHA-256 ");
  }

  @Test
  void weightsThatHaveChangedAreRefused() throws IOException {
    Files.writeString(file, EXPERIMENT + "grafts: [{key: mixed, into: tuned, from: pretrain}]\n");
    Path run = folder.resolve("run");
    Outcome.interrupted(run(run));
    Outcome.interrupted("resume", run.toString());
    Outcome.interrupted("resume", run.toString());
    Path weights = run.resolve("weights/tiny-pretrain-1.safetensors");
    Files.copy(
        run.resolve("weights/tiny-pretrain-0.safetensors"),
        weights,
        StandardCopyOption.REPLACE_EXISTING);
    Outcome outcome = Outcome.of("resume", run.toString());
    assertThat(outcome.err()).contains("expected the parameters with which ");
    assertThat(outcome.status()).isEqualTo(2);
  }

  @Test
  void onAnotherBackendItSaysThatBitsWillDiffer() {
    Path run = folder.resolve("run");
    Outcome.interrupted(run(run));
    Outcome outcome = Outcome.of("resume", run.toString(), "--backend", "vector", "--quiet");
    assertThat(outcome.status()).as(outcome.err()).isZero();
    assertThat(outcome.err())
        .startsWith("what was trained on ejml (")
        .contains(") goes on on vector (", "the bits will differ from those of an undisturbed run");
  }

  @Test
  void aRunThatAnotherProcessIsInIsRefused() {
    Path run = folder.resolve("run");
    Outcome.interrupted(run(run));
    try (FolderClaim other = FolderClaim.ofInterrupted(run)) {
      Outcome outcome = Outcome.of("resume", other.folder().path().toString());
      assertThat(outcome.status()).isEqualTo(2);
      assertThat(outcome.err())
          .isEqualToIgnoringNewLines(
              run + ": expected a run that has stopped, found another process in it");
    }
  }

  @Test
  void whatIsNoRunIsRefused() {
    Outcome outcome = Outcome.of("resume", folder.toString());
    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.err())
        .isEqualToIgnoringNewLines(
            folder + ": expected the folder of a run, found no run.json in it");
  }
}
