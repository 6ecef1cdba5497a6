package dev.carryover.examples;

import dev.carryover.backend.conformance.BackendConformance;
import dev.carryover.backend.conformance.Tolerances;

/** The backend of the examples agrees with the reference in everything. */
class LoopsConformanceTest extends BackendConformance {
  LoopsConformanceTest() {
    super(new LoopsBackend(), Tolerances.CPU);
  }
}
