package dev.carryover.experiments.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carryover.experiments.protocol.Observer.Stage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ObserverTest {
  private static final Stage STAGE = new Stage(Protocol.CORRECTED, Run.CASE_II);

  @Test
  void everyOneHearsEverything() {
    RecordedRun one = new RecordedRun();
    RecordedRun two = new RecordedRun();
    Observer all = Observer.all(List.of(one, two));
    all.started(STAGE, 5, 2, 70);
    all.epochDone(STAGE, 1, List.of(0.5, 0.25));
    all.recorded(STAGE, 1, Map.of(), List.of(0, 1));
    all.finished(STAGE, 1.5);
    for (RecordedRun observer : List.of(one, two)) {
      assertThat(observer.starts).containsExactly(new RecordedRun.Start(STAGE, 5, 2, 70));
      assertThat(observer.epochs).containsExactly(1);
      assertThat(observer.records)
          .containsExactly(new RecordedRun.Entry(STAGE, 1, Map.of(), List.of(0, 1)));
      assertThat(observer.finished).isOne();
    }
  }

  @Test
  void aStageReadsLikeItsParts() {
    assertThat(STAGE).hasToString("corrected, Case II");
  }
}
