package dev.carryover.backend.opencl;

import dev.carryover.backend.conformance.BackendConformance;
import dev.carryover.backend.conformance.Tolerances;
import org.junit.jupiter.api.Nested;

/** Both shapes conform with products in local memory, whole and in slices. */
class LocalMemoryConformanceTest {

  @Nested
  class StepGraphInLocalMemory extends BackendConformance {
    StepGraphInLocalMemory() {
      super(new OpenClBackend(Shape.STEP_GRAPH, LOCAL_MEMORY), Tolerances.DEVICE);
    }
  }

  @Nested
  class EpochKernelInLocalMemory extends BackendConformance {
    EpochKernelInLocalMemory() {
      super(new OpenClBackend(Shape.EPOCH_KERNEL, LOCAL_MEMORY), Tolerances.DEVICE);
    }
  }

  @Nested
  class StepGraphInSlices extends BackendConformance {
    StepGraphInSlices() {
      super(new OpenClBackend(Shape.STEP_GRAPH, SLICES), Tolerances.DEVICE);
    }
  }

  /** As for a graphics processor. */
  private static final Tiling LOCAL_MEMORY = new Tiling(true, 4, 4, 1, 4, 16);

  /** As for one with more units than replicas have tiles. */
  private static final Tiling SLICES = new Tiling(true, 4, 4, 1, 4, 16, 1000);
}
