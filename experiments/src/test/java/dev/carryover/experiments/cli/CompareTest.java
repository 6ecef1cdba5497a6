package dev.carryover.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A stage of a file side by side on backends. */
class CompareTest {
  @TempDir Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void write() throws IOException {
    Path data = SmallDigits.write(folder.resolve("data"));
    file = folder.resolve("mine.yaml");
    Files.writeString(
        file,
        """
        key: mine
        data: {set: "%s"}
        stages:
          - {key: small, objective: reconstruct, architecture: {hidden: [6]}}
          - {key: digits, objective: classify, architecture: {hidden: [5, 4]}}
        """
            .formatted(data));
  }

  @Test
  void aStageOfAFileIsTrainedOnItsOwnImages() throws IOException {
    Path json = folder.resolve("compare.json");
    Outcome outcome =
        Outcome.of(
            "compare",
            file.toString(),
            "--stage",
            "digits",
            "--backends",
            "ejml",
            "--epochs",
            "1",
            "--json",
            json.toString());
    assertThat(outcome.status()).as(outcome.err()).isZero();
    JsonNode written = new JsonMapper().readTree(Files.readAllBytes(json));
    assertThat(written.path("program").asString()).contains("-5-4-10, ").contains(" images, ");
    assertThat(written.path("backends").get(0).path("name").asString()).isEqualTo("ejml");
    assertThat(written.path("backends").get(0).path("relativeDifference").asDouble()).isZero();
  }

  @Test
  void whichStageMustBeSaidWhereThereAreSeveral() {
    refused("--stage: expected one of small, digits, found none", "compare", file.toString());
    refused(
        "--stage: expected one of small, digits, found tiny",
        "compare",
        file.toString(),
        "--stage",
        "tiny");
  }

  @Test
  void aFileAndAProgramExcludeEachOther() {
    refused(
        "--program: expected without an experiment file, found with " + file,
        "compare",
        file.toString(),
        "--program",
        "classifier");
    refused(
        "--stage: expected with an experiment file, found without", "compare", "--stage", "small");
  }

  private static void refused(String message, String... arguments) {
    Outcome outcome = Outcome.of(arguments);
    assertThat(outcome.err()).startsWith(message);
    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
  }
}
