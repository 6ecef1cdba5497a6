package dev.carryover.experiments.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class JobCountTest {

  @Test
  void doneFailedAndTimeLeftStandInOneLine() {
    JobCount count = new JobCount(252, 0);
    assertThat(count.ended(false, Duration.ofSeconds(3)))
        .isEqualTo("1 of 252 experiments done, about 0:12:33 left");
    assertThat(count.ended(true, Duration.ofSeconds(40)))
        .isEqualTo("1 of 252 experiments done, 1 failed, about 1:23:20 left");
  }

  @Test
  void whatAnEarlierProcessDidIsDoneAndTakesNoTime() {
    JobCount count = new JobCount(6, 4);
    assertThat(count.ended(false, Duration.ofSeconds(10)))
        .isEqualTo("5 of 6 experiments done, about 0:00:10 left");
    assertThat(count.ended(false, Duration.ofSeconds(20))).isEqualTo("6 of 6 experiments done");
  }
}
