package dev.carryover.backend.opencl;

import dev.carryover.backend.conformance.BackendConformance;
import dev.carryover.backend.conformance.Tolerances;
import org.junit.jupiter.api.Nested;

/**
 * Both shapes and both ways of multiplying conform, and so does what the backend chooses itself.
 */
class OpenClConformanceTest {

  @Nested
  class AsChosen extends BackendConformance {
    AsChosen() {
      super(new OpenClBackend(), Tolerances.DEVICE);
    }
  }

  @Nested
  class StepGraphInRegisters extends BackendConformance {
    StepGraphInRegisters() {
      super(new OpenClBackend(Shape.STEP_GRAPH, REGISTERS), Tolerances.DEVICE);
    }
  }

  @Nested
  class EpochKernelInRegisters extends BackendConformance {
    EpochKernelInRegisters() {
      super(new OpenClBackend(Shape.EPOCH_KERNEL, REGISTERS), Tolerances.DEVICE);
    }
  }

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

  /** As for a processor with vectors of eight. */
  private static final Tiling REGISTERS = new Tiling(false, 8, 4, 2, 1, 1);

  /** As for a graphics processor. */
  private static final Tiling LOCAL_MEMORY = new Tiling(true, 4, 4, 1, 4, 16);

  /** As for one with more units than replicas have tiles. */
  private static final Tiling SLICES = new Tiling(true, 4, 4, 1, 4, 16, 1000);
}
