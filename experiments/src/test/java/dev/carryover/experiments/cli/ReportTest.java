package dev.carryover.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ReportTest {
  private static final long FIVE_MEGABYTES = 5_000_000;

  @TempDir static Path shared;
  private static DrawnRun run = new DrawnRun(Path.of(""), "");

  @TempDir Path folder;

  @BeforeAll
  static void reproduce() throws IOException {
    run = DrawnRun.in(shared);
  }

  /** A copy whose run.json can be changed. */
  private DrawnRun copy() throws IOException {
    Path target = folder.resolve("copy");
    return run.copiedWithoutReport(target);
  }

  private static ObjectNode json(DrawnRun of) throws IOException {
    return (ObjectNode) new JsonMapper().readTree(of.json());
  }

  @Test
  void theReportsPathIsTheLastLine() {
    Path report = run.folder().resolve("report.html");
    assertThat(run.console().lines().toList().getLast()).isEqualTo(report.toString());
    assertThat(report).isNotEmptyFile();
    assertThat(report.toFile().length()).isLessThan(FIVE_MEGABYTES);
  }

  @Test
  void everyFigureIsThereForBothProtocolsAsSvgAndPng() throws IOException {
    List<String> expected = new ArrayList<>();
    for (String protocol : List.of("published", "corrected")) {
      List<String> names =
          new ArrayList<>(
              List.of(
                  "error-test",
                  "error-train",
                  "autoencoder.error",
                  "autoencoder.classes",
                  "autoencoder.samples",
                  "autoencoder.features",
                  "heldout.error",
                  "heldout.classes",
                  "heldout.features",
                  "caseII.features",
                  "baseline.features"));
      for (String stage : List.of("caseI", "caseII", "baseline")) {
        for (String figure : List.of("confusion-test", "confusion-train", "classes")) {
          names.add(stage + "." + figure);
        }
      }
      for (int digit = 5; digit <= 9; digit++) {
        names.add("heldout.samples-" + digit);
      }
      if (protocol.equals("published")) {
        names.addAll(
            List.of("recorded-test", "recorded-train", "caseI.graft-caseIAfterCaseII", "table-ii"));
      }
      names.forEach(name ->
          Stream.of(".svg", ".png").map(end -> protocol + "." + name + end).forEach(expected::add));
    }
    expected.addAll(List.of("encoder-width.svg", "encoder-width.png"));
    try (Stream<Path> files = Files.list(run.folder().resolve("figures"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(expected);
    }
    assertThat(run.html().split("<figure>", -1)).hasSize(expected.size() / 2 + 1);
  }

  @Test
  void whatTheUserNamedIsEscaped() throws IOException {
    assertThat(run.html()).doesNotContain("<img").contains("&lt;img src=x onerror=");
  }

  @Test
  void itAsksForNothingOutsideItself() throws IOException {
    String html = run.html();
    assertThat(html).doesNotContain("<script", "<link rel=\"stylesheet", "@import", "url(h");
    assertThat(html.replaceAll("(href|src)=\"(#|data:)[^\"]*\"", ""))
        .doesNotContainPattern("\\s(href|src)=\"");
  }

  @Test
  void theFolderAloneDrawsTheSameReportAgain() throws IOException {
    DrawnRun copy = copy();
    Outcome outcome = copy.draw();
    assertThat(outcome.status()).as(outcome.err()).isZero();
    assertThat(outcome.out().strip()).isEqualTo(copy.folder().resolve("report.html").toString());
    assertThat(copy.html()).isEqualTo(run.html());
    for (String name : List.of("published.error-test.svg", "corrected.heldout.samples-7.png")) {
      assertThat(copy.folder().resolve("figures").resolve(name))
          .hasSameBinaryContentAs(run.folder().resolve("figures").resolve(name));
    }
  }

  @Test
  void itsNumbersAreThoseOfRunJson() throws IOException {
    DrawnRun copy = copy();
    ObjectNode json = json(copy);
    ObjectNode error =
        (ObjectNode)
            json.path("experiments")
                .path("published")
                .path("stages")
                .path("baseline")
                .path("final")
                .path("test")
                .path("errorSnapped");
    error.put("mean", 0.3141).put("low", 0.3041).put("high", 0.3241);
    copy.writeJson(json.toString());
    assertThat(copy.draw().status()).isZero();
    assertThat(run.html()).doesNotContain("0.314 ± 0.010");
    assertThat(copy.html()).contains("0.314 ± 0.010");
  }

  @Test
  void aRunThatDidNotFinishSaysWhatIsMissing() throws IOException {
    DrawnRun copy = copy();
    ObjectNode json = json(copy);
    json.put("complete", false);
    ((ObjectNode) json.path("experiments")).remove("corrected");
    ((ObjectNode) json.path("experiments").path("published").path("stages"))
        .remove(List.of("heldout"));
    copy.writeJson(json.toString());
    assertThat(copy.draw().status()).isZero();
    assertThat(copy.html())
        .contains("This run did not finish")
        .contains("Held-out: missing, because the run has not trained held-out to the end.")
        .contains("Our measurement under the corrected protocol: missing, because");
    assertThat(run.html()).doesNotContain("did not finish", "missing, because");
  }

  @Test
  void aRunThatHasOnlyBegunIsDrawnToo() throws IOException {
    DrawnRun copy = copy();
    ObjectNode json = json(copy);
    json.put("complete", false).putObject("experiments");
    json.putArray("phases");
    copy.writeJson(json.toString());
    for (String gone : List.of("weights", "samples")) {
      try (Stream<Path> files = Files.list(copy.folder().resolve(gone))) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
    }
    Files.delete(copy.folder().resolve("history.csv"));
    assertThat(copy.draw().status()).isZero();
    assertThat(copy.html()).contains("No stage has been trained to its end in this run.");
  }

  @Test
  void syntheticDigitsInPlaceOfRealOnesAreSaidLoudly() throws IOException {
    DrawnRun copy = copy();
    ObjectNode json = json(copy);
    ((ObjectNode) json.path("data")).put("fallback", "no network & no cache");
    copy.writeJson(json.toString());
    assertThat(copy.draw().status()).isZero();
    assertThat(copy.html())
        .contains("NOT REAL DIGITS")
        .contains("no network &amp; no cache")
        .contains("--data synthetic");
    assertThat(copy.html().indexOf("NOT REAL DIGITS")).isLessThan(copy.html().indexOf("<main"));
  }

  @Test
  void aComparisonOfBackendsBesideItStandsInTheReport() throws IOException {
    DrawnRun copy = copy();
    Files.writeString(
        copy.folder().resolve("compare.json"),
        """
        {"peakGflops": 178.0, "program": "784-200-784", "backends": [
          {"name": "vector", "device": "CPU", "replicas": 1, "secondsPerEpoch": 0.0891,
           "gflops": 84.0, "speedup": 8.4, "relativeDifference": 1.2e-7}]}
        """);
    assertThat(copy.draw().status()).isZero();
    assertThat(copy.html()).contains("Backends compared: 784-200-784.").contains("0.0891");
  }

  @Test
  void whatIsNoRunIsRefusedInOneLine() throws IOException {
    Outcome outcome = Outcome.of("report", folder.toString());
    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.err().lines())
        .containsExactly(folder + ": expected the folder of a run, found no run.json in it");
    DrawnRun copy = copy();
    copy.writeJson("{}");
    assertThat(copy.draw().status()).isEqualTo(2);
    assertThat(copy.draw().err().lines()).hasSize(1).first().asString().contains("run.json");
  }

  @Test
  void thePapersFiguresStandBesideOursAndAreNotJudgedOnOtherData() throws IOException {
    assertThat(run.html())
        .contains(
            "<a href=\"#published-figures\">Published and measured</a>",
            "The paper’s figures are not judged here: the figures are of other data.",
            "Table I; one run each. ✓")
        .doesNotContain("<td class=\"words\">✓", "<td class=\"figures\">✓");
  }

  @Test
  void twoReplicasAnswerWithTheirValues() throws IOException {
    String value = "\\d+\\.\\d%";
    assertThat(run.html())
        .containsPattern(
            "<li>Corrected protocol: in 2 replicas, too few for an interval, Case I misclassifies "
                + value
                + " and "
                + value
                + " of the test images;")
        .contains(
            "Under the published protocol, on one metric, in 2 replicas, too few for an interval,",
            "Under it, in 2 replicas, too few for an interval, Case I misclassifies ")
        .doesNotContain("95% interval.");
  }

  @Test
  void everyFindingHasItsThreeParts() throws IOException {
    String html = run.html();
    for (int i = 1; i <= 6; i++) {
      String from = html.substring(html.indexOf("<article class=\"finding\" id=\"F" + i));
      assertThat(from.substring(0, from.indexOf("</article>")))
          .contains("<dt>The paper says</dt>", "<dt>Its figures and program say</dt>")
          .contains("<dt>We measured</dt>");
    }
    assertThat(html).doesNotContain("taken for");
  }
}
