package dev.carryover.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** A sweep of more experiments than are shown one by one, whose first stage keeps no parameters. */
class ManyExperimentsTest {
  private static final String SWEEP =
      """
      key: many
      replicas: 1
      defaults:
        architecture: {hidden: [3]}
        recipe: {epochs: 1}
        measure: {sets: [test]}
      axes:
        - {path: stages.digits.train.classes, combinations: {of: [0, 1, 2, 3, 4, 5], size: 3}}
      stages:
        - {key: code, objective: reconstruct, save: false}
        - {key: start, objective: reconstruct, recipe: {epochs: 0}}
        - {key: digits, objective: classify, start: {from: start}}
      """;

  @TempDir Path folder;

  @Test
  void theConsoleStaysShortAndNothingIsKeptOfWhatIsNotSaved() throws IOException {
    Path data = SmallDigits.write(folder.resolve("data"));
    Path file = Files.writeString(folder.resolve("many.yaml"), SWEEP);
    Path run = folder.resolve("run");
    Outcome outcome =
        Outcome.of(
            "run",
            file.toString(),
            "--data",
            data.toString(),
            "--backend",
            "ejml",
            "--epochs",
            "2",
            "--out",
            run.toString());
    assertThat(outcome.status()).as(outcome.err()).isZero();
    assertThat(outcome.out())
        .contains("training  many-_0_1_2_: 1 replica of every network, 0 or 2 epochs, seed 1")
        .contains("and 8 more experiments")
        .contains("20 experiments: their figures are in the report and in run.json")
        .doesNotContain("mean squared error of the reconstruction");
    assertThat(outcome.err())
        .contains("1 of 20 experiments done, about 0:", "20 of 20 experiments done")
        .doesNotContain("as trained for", "epochs of");
    assertThat(
            new JsonMapper()
                .readTree(Files.readAllBytes(run.resolve("run.json")))
                .path("experiments")
                .size())
        .isEqualTo(20);
    try (Stream<Path> weights = Files.list(run.resolve("weights"))) {
      assertThat(weights.map(path -> path.getFileName().toString()))
          .hasSize(40)
          .noneMatch(name -> name.contains("-code-"));
    }
  }
}
