package dev.carryover.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The experiments end to end, on the reference backend. */
class ExperimentsTest {
  private static final List<String> RUNS =
      List.of("autoencoder", "caseI", "caseII", "baseline", "heldout");

  private static final String[] TWO = {"--epochs", "2", "--replicas", "2"};

  @TempDir static Path folder;
  private static Path data = Path.of("");

  /** Reproduced with {@link #TWO}. */
  private static Path whole = Path.of("");

  @BeforeAll
  static void reproduce() throws IOException {
    data = SmallDigits.write(folder.resolve("data"));
    whole = run("reproduce", "whole", TWO);
  }

  /** Runs a command on the small digits and gives its run folder. */
  private static Path run(String command, String name, String... more) {
    Path out = folder.resolve(name);
    String[] common = {
      command, "--data", data.toString(), "--backend", "ejml", "--out", out.toString()
    };
    String[] arguments = Arrays.copyOf(common, common.length + more.length);
    System.arraycopy(more, 0, arguments, common.length, more.length);
    Outcome outcome = Outcome.of(arguments);
    assertThat(outcome.status()).as(outcome.err()).isZero();
    assertThat(outcome.out().lines().toList().getLast()).startsWith(out.toString());
    return out;
  }

  private static JsonNode json(Path run) throws IOException {
    return new JsonMapper().readTree(Files.readAllBytes(run.resolve("run.json")));
  }

  private static JsonNode protocols(Path run) throws IOException {
    return json(run).path("protocols");
  }

  private static List<String> weights(Path run) throws IOException {
    try (var files = Files.list(run.resolve("weights"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void reproduceGoesFromDigitsToTables() throws IOException {
    Path out = folder.resolve("run");
    Outcome outcome =
        Outcome.of(
            "reproduce",
            "--data",
            "synthetic",
            "--epochs",
            "1",
            "--protocol",
            "published",
            "--backend",
            "ejml",
            "--out",
            out.toString());
    assertThat(outcome.status()).as(outcome.err()).isZero();
    assertThat(outcome.out())
        .contains("data      synthetic: 4,000 training and 1,000 test images, drawn from seed 1")
        .contains("backend   ejml on Java on ")
        .contains("training  published: 1 replica of every network, 1 epoch, seed 1, about ")
        .contains("Table I, published and measured (Published protocol)")
        .contains("held-out, mean reconstruction error ± σ over a class's test images, trained on")
        .contains("not judged: the figures are of other data")
        .doesNotContain("corrected")
        .doesNotContain("NOT REAL DIGITS");
    assertThat(outcome.err()).contains("published, held-out: epoch 1 of 1, loss ");

    JsonNode json = json(out);
    assertThat(json.path("command").stringValue()).isEqualTo("reproduce");
    assertThat(json.path("data").path("name").stringValue()).isEqualTo("synthetic");
    assertThat(json.path("backend").path("name").stringValue()).isEqualTo("ejml");
    assertThat(json.path("seconds").path("training").doubleValue())
        .isPositive()
        .isLessThan(json.path("seconds").path("total").doubleValue());
    assertThat(json.path("provenance").path("commandLine").size()).isEqualTo(11);
    JsonNode published = json.path("protocols").path("published");
    assertThat(published.propertyNames()).containsAll(RUNS);
    assertThat(published.path("heldout").size()).isEqualTo(10);
    long counted = 0;
    for (JsonNode row : published.path("caseI").path("confusion").path("test")) {
      for (JsonNode count : row) {
        counted += count.longValue();
      }
    }
    assertThat(counted).isEqualTo(1_000);

    assertThat(weights(out))
        .containsExactlyElementsOf(
            RUNS.stream().map(run -> "published-" + run + "-0.safetensors").sorted().toList());
    List<String> history = Files.readAllLines(out.resolve("history.csv"));
    assertThat(history.getFirst()).isEqualTo("protocol,run,replica,epoch,metric,value");
    assertThat(history.stream().filter(line -> line.contains(",1,loss,"))).hasSize(5);
    // Two sets at two moments: two metrics for the autoencoders, four for the classifiers.
    assertThat(history).hasSize(1 + 5 + 2 * (2 * 2 * 2) + 3 * (2 * 2 * 4));
  }

  @Test
  void theSameSeedGivesTheSameDigitsAndAnotherSeedOthers() throws IOException {
    Path again = run("reproduce", "again", "--epochs", "2", "--replicas", "2", "--quiet");
    assertThat(protocols(whole).propertyNames()).containsExactly("published", "corrected");
    assertThat(protocols(again).toString()).isEqualTo(protocols(whole).toString());
    assertThat(weights(again)).hasSize(2 * 2 * 5).isEqualTo(weights(whole));
    for (String file : weights(whole)) {
      assertThat(again.resolve("weights").resolve(file))
          .hasSameBinaryContentAs(whole.resolve("weights").resolve(file));
    }
    assertThat(again.resolve("history.csv")).hasSameBinaryContentAs(whole.resolve("history.csv"));
    Path other =
        run("pretrain", "other", "--epochs", "2", "--replicas", "2", "--seed", "2", "--quiet");
    for (String protocol : List.of("published", "corrected")) {
      assertThat(protocols(other).path(protocol).path("autoencoder").toString())
          .isNotEqualTo(protocols(whole).path(protocol).path("autoencoder").toString());
    }
  }

  @Test
  void theStepsAloneEqualOneGo() throws IOException {
    Path pretrained = run("pretrain", "pretrained", TWO);
    String[] onSaved = {"--epochs", "2", "--weights", pretrained.toString()};
    Path transferred = run("transfer", "transferred", onSaved);
    Path heldout = run("heldout", "heldout", TWO);
    Path measured = run("heldout", "measured", "--weights", whole.toString());
    for (String protocol : List.of("published", "corrected")) {
      JsonNode expected = protocols(whole).path(protocol);
      assertThat(protocols(pretrained).path(protocol).propertyNames())
          .containsExactlyInAnyOrder("autoencoder", "autoencoderDigits", "samples");
      equal(pretrained, expected, protocol, "autoencoder");
      equal(pretrained, expected, protocol, "autoencoderDigits");
      for (String run : List.of("caseI", "caseII", "baseline")) {
        equal(transferred, expected, protocol, run);
      }
      equal(heldout, expected, protocol, "heldout");
      equal(measured, expected, protocol, "heldout");
    }
    assertThat(measured.resolve("weights")).doesNotExist();
    for (String file : weights(transferred)) {
      assertThat(transferred.resolve("weights").resolve(file))
          .hasSameBinaryContentAs(whole.resolve("weights").resolve(file));
    }
  }

  private static void equal(Path run, JsonNode expected, String protocol, String result)
      throws IOException {
    JsonNode found = protocols(run).path(protocol).path(result);
    assertThat(found.isMissingNode()).as(result).isFalse();
    assertThat(found.toString()).as(result).isEqualTo(expected.path(result).toString());
  }

  @Test
  void fewerReplicasThanWereSavedCanBeTaken() throws IOException {
    Path pretrained =
        run("pretrain", "two", "--epochs", "1", "--replicas", "2", "--protocol", "corrected");
    Path one =
        run(
            "transfer",
            "one",
            "--weights",
            pretrained.toString(),
            "--replicas",
            "1",
            "--epochs",
            "1",
            "--protocol",
            "corrected",
            "--quiet");
    assertThat(weights(one))
        .containsExactly(
            "corrected-baseline-0.safetensors",
            "corrected-caseI-0.safetensors",
            "corrected-caseII-0.safetensors");
    assertThat(json(one).path("spec").path("replicas").intValue()).isOne();
  }

  @Test
  void quietSaysOnlyResultsAndDefaultsAreSaid() {
    Outcome outcome =
        Outcome.of(
            "pretrain",
            "--data",
            data.toString(),
            "--backend",
            "ejml",
            "--protocol",
            "CORRECTED",
            "--epochs",
            "1",
            "--quiet",
            "--out",
            folder.resolve("quiet").toString());
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .contains("ejml is the reference, not fast: the default is 1 replica and 20 epochs");
  }
}
