package dev.carryover.backend.opencl;

import dev.carryover.backend.conformance.BackendConformance;
import dev.carryover.backend.conformance.Tolerances;
import org.junit.jupiter.api.Nested;

/**
 * What the backend chooses itself conforms, and so do both shapes with products in registers, which
 * on most processors are built from the same kernels.
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

  /** As for a processor with vectors of eight. */
  private static final Tiling REGISTERS = new Tiling(false, 8, 4, 2, 1, 1);
}
