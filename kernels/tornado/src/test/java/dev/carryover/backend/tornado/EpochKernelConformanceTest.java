package dev.carryover.backend.tornado;

import dev.carryover.backend.conformance.BackendConformance;
import dev.carryover.backend.conformance.Tolerances;

/** An epoch in one launch does what every backend must. */
class EpochKernelConformanceTest extends BackendConformance {
  EpochKernelConformanceTest() {
    super(new TornadoBackend(Shape.EPOCH_KERNEL), Tolerances.DEVICE);
  }
}
