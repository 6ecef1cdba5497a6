package dev.carryover.backend.ejml;

import dev.carryover.backend.conformance.BackendConformance;

/**
 * The reference repeats, resumes and freezes as it must; {@link GradientTest} and {@link
 * UpdateTest} say that it is right.
 */
class EjmlConformanceTest extends BackendConformance {
  EjmlConformanceTest() {
    super(new EjmlBackend());
  }
}
