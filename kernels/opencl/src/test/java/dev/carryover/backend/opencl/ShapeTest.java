package dev.carryover.backend.opencl;

import static dev.carryover.backend.opencl.Shape.EPOCH_KERNEL;
import static dev.carryover.backend.opencl.Shape.STEP_GRAPH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carryover.backend.Device;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** An epoch kernel for replicas enough to keep the device busy, else a step graph. */
class ShapeTest {

  private static OpenClDevice device(Device.Kind kind, int units) {
    return TestDevice.imagined(kind, units, 1024, 16);
  }

  @ParameterizedTest
  @CsvSource({
    "CPU, 1, 1, EPOCH_KERNEL",
    "CPU, 2, 1, STEP_GRAPH",
    "CPU, 2, 2, EPOCH_KERNEL",
    "CPU, 2, 3, EPOCH_KERNEL",
    "CPU, 8, 5, STEP_GRAPH",
    "CPU, 8, 6, EPOCH_KERNEL",
    "GPU, 132, 132, STEP_GRAPH",
    "GPU, 132, 197, STEP_GRAPH",
    "GPU, 132, 198, EPOCH_KERNEL",
    "GPU, 132, 265, EPOCH_KERNEL",
    "GPU, 132, 1000, EPOCH_KERNEL"
  })
  void theShapeFollowsReplicasAndResidentGroups(
      Device.Kind kind, int units, int replicas, Shape expected) {
    assertThat(Shape.of(replicas, device(kind, units)))
        .isEqualTo(expected)
        .isIn(STEP_GRAPH, EPOCH_KERNEL);
  }

  @ParameterizedTest
  @EnumSource
  void moreReplicasNeverGoBackToTheStepGraph(Device.Kind kind) {
    for (int units = 1; units <= 40; units++) {
      boolean epoch = false;
      for (int replicas = 1; replicas <= 200; replicas++) {
        Shape shape = Shape.of(replicas, device(kind, units));
        assertThat(epoch && shape == STEP_GRAPH)
            .as("%s of %d units: R = %d", kind, units, replicas)
            .isFalse();
        epoch = shape == EPOCH_KERNEL;
      }
    }
  }
}
