package dev.carryover.backend.tornado;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carryover.backend.BackendException;
import dev.carryover.backend.conformance.Subject;
import dev.carryover.program.TrainingProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How often task graphs are executed, and what is noticed if one is not. */
class LaunchesTest {
  private static final TornadoTarget TARGET = TornadoTarget.all().getFirst();
  private static final int STEPS = 3;

  /** Launches for so many steps of three replicas, loaded. */
  private static Launches launches(Shape shape, int steps) {
    Subject subject = Subject.typical();
    TrainingProgram program = subject.program();
    int count = steps * program.batchSize();
    int size = program.replicas() * Rows.parameters(program.network());
    Slabs slabs =
        Training.slabs(
            program,
            subject.examples(),
            subject.targets(),
            count,
            Slabs.floats(size),
            Slabs.floats(size));
    for (int r = 0; r < program.replicas(); r++) {
      slabs.progress().set(Progress.length(r), count);
    }
    Launches launches =
        new Launches(TARGET, "three replicas", shape, Phase.ofTraining(program), slabs, false);
    launches.load();
    return launches;
  }

  @ParameterizedTest
  @EnumSource
  void anEpochTakesAnExecutionForItsOrderAndOneForEachStepOrForAll(Shape shape) {
    try (Launches launches = launches(shape, STEPS)) {
      long before = launches.executions();
      launches.run(STEPS);
      assertThat(launches.executions() - before)
          .isEqualTo(shape == Shape.EPOCH_KERNEL ? 2 : STEPS + 1);
    }
  }

  @Test
  void stepsThatNeverRanAreNoticed() {
    // One batch is one step, so the second never runs.
    try (Launches launches = launches(Shape.EPOCH_KERNEL, 1)) {
      assertThatThrownBy(() -> launches.run(2))
          .isInstanceOf(BackendException.class)
          .hasMessage(
              "%s, three replicas: forward 0 of replica 0 counted 1 of 2 steps".formatted(TARGET));
    }
  }
}
