package dev.carryover.backend.vector;

import dev.carryover.backend.conformance.BackendConformance;
import dev.carryover.backend.conformance.Tolerances;

/** The SIMD backend agrees with the reference. */
class VectorConformanceTest extends BackendConformance {
  VectorConformanceTest() {
    super(new VectorBackend(), Tolerances.CPU);
  }
}
