package dev.carryover.backend.ejml;

import dev.carryover.backend.conformance.BackendConformance;
import dev.carryover.backend.conformance.Tolerances;

/**
 * The reference repeats, resumes, freezes and refuses as it must; {@link GradientTest} says it is
 * right.
 */
class EjmlConformanceTest extends BackendConformance {
  EjmlConformanceTest() {
    super(new EjmlBackend(), new Tolerances(0, 0, 0));
  }
}
