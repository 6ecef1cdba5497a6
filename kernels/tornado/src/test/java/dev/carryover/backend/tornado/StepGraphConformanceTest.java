package dev.carryover.backend.tornado;

import dev.carryover.backend.conformance.BackendConformance;
import dev.carryover.backend.conformance.Tolerances;

/** A step in a few launches does what every backend must. */
class StepGraphConformanceTest extends BackendConformance {
  StepGraphConformanceTest() {
    super(new TornadoBackend(Shape.STEP_GRAPH), Tolerances.DEVICE);
  }
}
