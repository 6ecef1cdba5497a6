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

  @Test
  void aPageThatDoesNoneOfThatIsSeen() throws Exception {
    Path bad =
        Files.writeString(
            shared.resolve("bad.html"),
            """
            <!DOCTYPE html><body><div style="width:2000px">wide</div>
            <img src="missing.png"><script>console.log("heard"); undefinedFunction();</script>
            """);
    Chromium.Visit visit = chromium.orElseThrow().visit(bad, 390);
    assertThat(visit.console()).anyMatch(line -> line.contains("heard"));
    assertThat(visit.console()).anyMatch(line -> line.contains("undefinedFunction"));
    assertThat(visit.requests()).anyMatch(url -> url.endsWith("missing.png"));
    assertThat(visit.overflow()).isGreaterThan(1000);
  }
}
