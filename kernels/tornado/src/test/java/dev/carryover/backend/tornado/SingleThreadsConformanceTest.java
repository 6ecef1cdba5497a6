package dev.carryover.backend.tornado;

import dev.carryover.backend.conformance.BackendConformance;
import dev.carryover.backend.conformance.Tolerances;

/** A step of single threads does what every backend must. */
class SingleThreadsConformanceTest extends BackendConformance {
  SingleThreadsConformanceTest() {
    super(new TornadoBackend(Shape.SINGLE_THREADS), Tolerances.DEVICE);
  }
}
