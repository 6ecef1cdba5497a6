package dev.carryover.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The report of a small run as a browser sees it; skipped where there is no Chromium. */
class ReportInBrowserTest {
  @TempDir static Path shared;
  private static Path report = Path.of("");
  private static Optional<Chromium> chromium = Optional.empty();

  @BeforeAll
  static void open() throws Exception {
    Optional<Path> binary = Chromium.installed();
    assumeTrue(
        binary.isPresent(),
        "no chromium on the PATH (Debian: apt-get install chromium): the report is not looked at");
    report = DrawnRun.in(shared).folder().resolve("report.html");
    chromium = Optional.of(new Chromium(binary.get(), shared.resolve("profile")));
  }

  @AfterAll
  static void close() {
    chromium.ifPresent(Chromium::close);
  }

  @ParameterizedTest
  @ValueSource(ints = {1280, 390})
  void itFitsTheWindowAsksNobodyAndIsQuiet(int width) throws Exception {
    Chromium.Visit visit = chromium.orElseThrow().visit(report, width);
    assertThat(visit.console()).isEmpty();
    assertThat(visit.requests()).contains(report.toUri().toString());
    assertThat(visit.requests())
        .allMatch(url -> url.equals(report.toUri().toString()) || url.startsWith("data:"));
    assertThat(visit.overflow()).isLessThanOrEqualTo(0);
  }

  /** A table that scrolls within its box hides figures from whoever prints the page. */
  @Test
  void everyTableFitsAWindowOfAComputer() throws Exception {
    assertThat(chromium.orElseThrow().visit(report, 1280).scrolling()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1280, 390})
  void aNameLongerThanTheWindowBreaks(int width) throws Exception {
    String name = "longer-than-any-window-".repeat(12);
    Path file =
        Files.writeString(
            shared.resolve("long.yaml"),
            """
            key: long
            title: %1$s
            replicas: 1
            defaults: {architecture: {hidden: [4]}, recipe: {epochs: 1}}
            stages:
              - {key: one, title: %1$s-1, objective: reconstruct}
              - {key: two, title: %1$s-2, objective: classify, start: {from: one, layers: 1}}
              - {key: three, title: %1$s-3, objective: classify}
            comparisons:
              - {a: two, b: three}
            """
                .formatted(name));
    Path run = shared.resolve("long-" + width);
    Outcome outcome =
        Outcome.of(
            "run",
            file.toString(),
            "--data",
            shared.resolve(DrawnRun.EVIL).toString(),
            "--backend",
            "ejml",
            "--out",
            run.toString());
    assertThat(outcome.status()).as(outcome.err()).isZero();
    Chromium.Visit visit = chromium.orElseThrow().visit(run.resolve("report.html"), width);
    assertThat(visit.overflow()).isLessThanOrEqualTo(0);
    if (width == 1280) {
      assertThat(visit.scrolling()).isEmpty();
    }
  }

  @Test
  void aPageThatDoesNoneOfThatIsSeen() throws Exception {
    Path bad =
        Files.writeString(
            shared.resolve("bad.html"),
            """
            <!DOCTYPE html><body><div style="width:2000px">wide</div>
            <div class="table" style="width:100px;overflow:auto"><p style="width:200px">in</p></div>
            <img src="missing.png"><script>console.log("heard"); undefinedFunction();</script>
            """);
    Chromium.Visit visit = chromium.orElseThrow().visit(bad, 390);
    assertThat(visit.console()).anyMatch(line -> line.contains("heard"));
    assertThat(visit.console()).anyMatch(line -> line.contains("undefinedFunction"));
    assertThat(visit.requests()).anyMatch(url -> url.endsWith("missing.png"));
    assertThat(visit.overflow()).isGreaterThan(1000);
    assertThat(visit.scrolling()).containsExactly("in");
  }
}
