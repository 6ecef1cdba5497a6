package dev.carryover.backend.tornado;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShapeTest {

  @Test
  void aProcessorTakesTheEpochKernelWhenEachCoreHasAReplica() {
    assertThat(Shape.of(1, 2, true)).isEqualTo(Shape.STEP_GRAPH);
    assertThat(Shape.of(2, 2, true)).isEqualTo(Shape.EPOCH_KERNEL);
  }

  @Test
  void aGpuTakesTheEpochKernelWhenEachUnitHasSeveralReplicas() {
    assertThat(Shape.of(128, 132, false)).isEqualTo(Shape.STEP_GRAPH);
    assertThat(Shape.of(1024, 132, false)).isEqualTo(Shape.EPOCH_KERNEL);
  }
}
