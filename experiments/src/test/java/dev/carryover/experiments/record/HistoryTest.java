package dev.carryover.experiments.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carryover.experiments.evaluation.Scores;
import dev.carryover.experiments.plan.Metric;
import dev.carryover.experiments.plan.SetName;
import dev.carryover.experiments.run.StageRef;
import dev.carryover.experiments.run.TinyExperiments;
import dev.carryover.network.Activation;
import dev.carryover.network.DenseSpec;
import dev.carryover.network.NetworkSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
  private static final StageRef STAGE = TinyExperiments.stage("published", "baseline");

  private static final NetworkSpec NETWORK =
      NetworkSpec.of(new DenseSpec(1, 1, Activation.IDENTITY));

  @TempDir Path folder;
  private Path file = Path.of("");
  private History history = new History(new RunFolder(Path.of("")), "published", List.of());

  @BeforeEach
  void open() {
    file = folder.resolve("history.csv");
    history = new History(new RunFolder(folder), "published", List.of());
  }

  private static Map<SetName, Scores> scores(double first, double second) {
    return Map.of(SetName.TEST, new Scores(Map.of(Metric.ERROR_SNAPPED, List.of(first, second))));
  }

  @Test
  void everyFigureIsALine() {
    history.started(STAGE, 70);
    history.recorded(STAGE, 0, scores(0.9, 1), List.of(0, 1));
    history.epochDone(STAGE, 1, List.of(0.25, 1e-7));
    history.recorded(STAGE, 1, scores(0.5, 0.125), List.of(1));
    assertThat(file)
        .hasContent(
            """
            published,baseline,0,0,test.errorSnapped,0.9
            published,baseline,1,0,test.errorSnapped,1.0
            published,baseline,0,1,loss,0.25
            published,baseline,1,1,loss,1.0E-7
            published,baseline,1,1,test.errorSnapped,0.125
            """);
  }

  @Test
  void epochsAfterTheLastRecordAreWrittenWhenTheRunEnds() {
    history.recorded(STAGE, 0, scores(1, 1), List.of(0, 1));
    history.epochDone(STAGE, 1, List.of(0.5, 0.5));
    assertThat(file).content().doesNotContain("loss");
    history.trained(STAGE, NETWORK, new double[0], 1);
    assertThat(file).content().contains("published,baseline,1,1,loss,0.5\n");
  }

  @Test
  void linesAreAppendedAndThoseThatWereThereStay() {
    history.recorded(STAGE, 0, scores(1, 1), List.of(0, 1));
    long before = file.toFile().length();
    history.recorded(STAGE, 10, scores(0.5, 0.5), List.of(0, 1));
    assertThat(file.toFile().length()).isGreaterThan(before);
    assertThat(file).content().containsOnlyOnce(",0,0,test.errorSnapped,1.0\n");
  }

  @Test
  void whatWasDoneEarlierIsAppendedFirst() {
    List<String> before = List.of("baseline,0,0,loss,0.5");
    History goesOn = new History(new RunFolder(folder), "published", before);
    goesOn.recorded(STAGE, 1, scores(1, 1), List.of(0));
    assertThat(file)
        .hasContent(
            """
            published,baseline,0,0,loss,0.5
            published,baseline,0,1,test.errorSnapped,1.0
            """);
    assertThat(goesOn.rows())
        .containsExactly("baseline,0,0,loss,0.5", "baseline,0,1,test.errorSnapped,1.0");
  }
}
