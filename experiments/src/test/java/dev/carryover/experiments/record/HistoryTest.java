package dev.carryover.experiments.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.carryover.experiments.evaluation.Metric;
import dev.carryover.experiments.evaluation.Scores;
import dev.carryover.experiments.protocol.Observer.Stage;
import dev.carryover.experiments.protocol.Protocol;
import dev.carryover.experiments.protocol.Run;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
  private static final Stage STAGE = new Stage(Protocol.PUBLISHED, Run.BASELINE);

  @TempDir Path folder;
  private Path file = Path.of("");
  private History history = new History(file);

  @BeforeEach
  void open() {
    file = folder.resolve("history.csv");
    history = new History(file);
  }

  private static Map<String, Scores> scores(double first, double second) {
    return Map.of("test", new Scores(Map.of(Metric.ERROR_SNAPPED, List.of(first, second))));
  }

  @Test
  void everyFigureIsALine() {
    history.started(STAGE, 2, 2, 70);
    history.recorded(STAGE, 0, scores(0.9, 1), List.of(0, 1));
    history.epochDone(STAGE, 1, List.of(0.25, 1e-7));
    history.recorded(STAGE, 1, scores(0.5, 0.125), List.of(1));
    assertThat(file)
        .hasContent(
            """
            protocol,run,replica,epoch,metric,value
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
    history.finished(STAGE, 1);
    assertThat(file).content().contains("published,baseline,1,1,loss,0.5\n");
  }

  @Test
  void secondsAddUpOverRuns() {
    history.finished(STAGE, 1.5);
    history.finished(new Stage(Protocol.CORRECTED, Run.CASE_I), 2.25);
    assertThat(history.trainingSeconds()).isCloseTo(3.75, within(1e-12));
  }
}
