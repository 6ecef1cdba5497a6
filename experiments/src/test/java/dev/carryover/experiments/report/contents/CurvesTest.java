package dev.carryover.experiments.report.contents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.carryover.data.DataException;
import dev.carryover.experiments.report.chart.Curve;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurvesTest {
  private static final String HEADINGS = "protocol,run,replica,epoch,metric,value\n";

  @TempDir Path folder;

  private Path file(String lines) throws IOException {
    return Files.writeString(folder.resolve("history.csv"), HEADINGS + lines);
  }

  private Curve curve(String lines) throws IOException {
    return Curves.read(file(lines)).curve("published", "caseI", "test.error").orElseThrow();
  }

  @Test
  void aCurveIsOneMetricOfOneRunReplicaByReplica() throws IOException {
    Curve curve =
        curve(
            """
            published,caseI,0,0,test.error,0.9
            published,caseI,1,0,test.error,0.7
            published,caseI,0,10,test.error,0.1
            published,caseI,1,10,test.error,0.3
            published,caseI,0,10,test.errorSnapped,0.5
            published,caseII,0,10,test.error,0.6
            corrected,caseI,0,10,test.error,0.6
            """);
    assertThat(curve.epochs()).containsExactly(0, 10);
    assertThat(curve.at(0)).containsExactly(0.9, 0.7);
    assertThat(curve.mean(10)).isEqualTo(0.2, within(1e-15));
    assertThat(curve.least(10)).isEqualTo(0.1);
    assertThat(curve.greatest(10)).isEqualTo(0.3);
  }

  @Test
  void aReplicaThatStoppedKeepsItsLastValue() throws IOException {
    Curve curve =
        curve(
            """
            published,caseI,0,10,test.error,0.2
            published,caseI,1,10,test.error,0.4
            published,caseI,1,20,test.error,0.3
            """);
    assertThat(curve.at(20)).containsExactly(0.2, 0.3);
  }

  @Test
  void aLevelIsReachedAtTheFirstRecordAtOrBelowIt() throws IOException {
    Curve curve =
        curve(
            """
            published,caseI,0,0,test.error,0.9
            published,caseI,0,10,test.error,0.1
            published,caseI,0,20,test.error,0.2
            published,caseI,1,0,test.error,0.9
            published,caseI,1,20,test.error,0.3
            """);
    assertThat(curve.reaching(0.1)).containsExactly(OptionalInt.of(10), OptionalInt.empty());
    assertThat(curve.reaching(0.3)).containsExactly(OptionalInt.of(10), OptionalInt.of(20));
  }

  @Test
  void whatWasNotRecordedIsEmpty() throws IOException {
    assertThat(Curves.read(file("")).curve("corrected", "baseline", "test.error")).isEmpty();
    assertThat(Curves.read(folder.resolve("none")).curve("corrected", "baseline", "test.error"))
        .isEmpty();
  }

  @Test
  void aLineThatIsNoneIsRefusedByItsNumber() throws IOException {
    Path short5 = file("published,caseI,0,0,0.9\n");
    assertThatThrownBy(() -> Curves.read(short5))
        .isInstanceOf(DataException.class)
        .hasMessage(short5 + ", line 2: expected 6 columns, found 5");
    Path words = file("published,caseI,0,zero,test.error,0.9\n");
    assertThatThrownBy(() -> Curves.read(words))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("line 2")
        .hasMessageContaining("zero");
  }

  @Test
  void aLastLineThatWasNotWrittenToItsEndDoesNotCount() throws IOException {
    Curve curve = curve("published,caseI,0,0,test.error,0.9\npublished,caseI,0,10,test.error,0.1");
    assertThat(curve.epochs()).containsExactly(0);
    assertThat(curve("published,caseI,0,0,test.error,0.9\npublished,ca").epochs())
        .containsExactly(0);
    Path empty = Files.writeString(folder.resolve("empty.csv"), "");
    assertThat(Curves.read(empty).curve("published", "caseI", "test.error")).isEmpty();
  }

  @Test
  void aShortLineAmongOthersIsRefused() throws IOException {
    Path torn = file("published,ca\npublished,caseI,0,0,test.error,0.9\n");
    assertThatThrownBy(() -> Curves.read(torn))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("line 2");
  }
}
