package dev.carryover.backend.opencl;

import static dev.carryover.backend.opencl.Shape.EPOCH_KERNEL;
import static dev.carryover.backend.opencl.Shape.STEP_GRAPH;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An epoch kernel for replicas enough to keep the compute units busy, else a step graph. */
class ShapeTest {

  @ParameterizedTest
  @CsvSource({
    "1, 2, STEP_GRAPH",
    "2, 2, EPOCH_KERNEL",
    "3, 2, EPOCH_KERNEL",
    "8, 2, EPOCH_KERNEL",
    "98, 132, STEP_GRAPH",
    "99, 132, EPOCH_KERNEL",
    "133, 132, STEP_GRAPH",
    "1000, 132, EPOCH_KERNEL",
    "1, 1, EPOCH_KERNEL"
  })
  void theShapeFollowsReplicasAndComputeUnits(int replicas, int units, Shape expected) {
    assertThat(Shape.of(replicas, units)).isEqualTo(expected).isIn(STEP_GRAPH, EPOCH_KERNEL);
  }
}
