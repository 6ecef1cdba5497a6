package dev.carryover.backend.tornado;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carryover.backend.Session;
import dev.carryover.backend.conformance.Subject;
import org.junit.jupiter.api.Test;

class ShapeTest {

  @Test
  void aProcessorsThreadsWorkAloneHoweverManyReplicasThereAre() {
    assertThat(Shape.of(1, 2, true)).isEqualTo(Shape.SINGLE_THREADS);
    assertThat(Shape.of(1024, 2, true)).isEqualTo(Shape.SINGLE_THREADS);
  }

  @Test
  void aGpuTakesTheEpochKernelWhenEachUnitHasSeveralReplicas() {
    assertThat(Shape.of(128, 132, false)).isEqualTo(Shape.STEP_GRAPH);
    assertThat(Shape.of(1024, 132, false)).isEqualTo(Shape.EPOCH_KERNEL);
  }

  @Test
  void aSessionSaysWhereItRunsInWhichShape() {
    TornadoTarget target = TornadoTarget.all().getFirst();
    TornadoBackend backend = new TornadoBackend(Shape.SINGLE_THREADS);
    try (Session session = backend.compile(Subject.typical().program(), target.device())) {
      assertThat(session)
          .hasToString(
              "tornado on %s: step graph, a thread a tile".formatted(target.device().name()));
    }
  }
}
