package dev.carryover.experiments.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carryover.experiments.run.Observer;
import dev.carryover.experiments.run.StageRef;
import dev.carryover.experiments.run.TinyExperiments;
import dev.carryover.network.Activation;
import dev.carryover.network.DenseSpec;
import dev.carryover.network.NetworkSpec;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressTest {
  private static String told(boolean quiet, int epochs) {
    StringWriter text = new StringWriter();
    Observer progress = Progress.of(false, quiet, 2, new PrintWriter(text, true));
    StageRef stage = TinyExperiments.stage("published", "caseI", epochs, 2);
    progress.started(stage, 4_000);
    for (int done = 1; done <= epochs; done++) {
      progress.epochDone(stage, done, List.of(1.0, 2.0));
      progress.recorded(stage, done, Map.of(), List.of(0, 1));
    }
    progress.trained(
        stage, NetworkSpec.of(new DenseSpec(1, 1, Activation.IDENTITY)), new double[0], 1.25);
    return text.toString();
  }

  @Test
  void withoutATerminalALineIsSaidNowAndThen() {
    // What depends on the clock is only looked at for its form.
    assertThat(
            told(false, 10)
                .lines()
                .map(line ->
                    line.replaceFirst(", [\\d,]+ images/s, \\d+:\\d\\d:\\d\\d left$", ", speed")))
        .containsExactly(
            "published, Case I: 10 epochs of 4,000 images, 2 replicas",
            "published, Case I: epoch 3 of 10, loss 1.5000, speed",
            "published, Case I: epoch 6 of 10, loss 1.5000, speed",
            "published, Case I: epoch 9 of 10, loss 1.5000, speed",
            "published, Case I: epoch 10 of 10, loss 1.5000, speed",
            "published, Case I: trained in 1.3 s");
  }

  @ParameterizedTest
  @CsvSource({"1,1", "4,4", "200,4", "3,3"})
  void aRunIsAFewLinesHoweverLong(int epochs, int lines) {
    assertThat(told(false, epochs).lines().filter(line -> line.contains("loss"))).hasSize(lines);
  }

  @Test
  void theUsersLocaleChangesNothing() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(told(false, 1)).contains("4,000").contains("1.5000");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void quietSaysNothing() {
    assertThat(told(true, 10)).isEmpty();
  }

  @Test
  void aTerminalGetsABar() {
    Observer bar = Progress.of(true, false, 2, new PrintWriter(new StringWriter()));
    assertThat(bar).isInstanceOf(BarProgress.class);
  }
}
