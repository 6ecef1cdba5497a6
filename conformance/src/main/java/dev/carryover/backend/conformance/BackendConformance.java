package dev.carryover.backend.conformance;

import dev.carryover.backend.Availability;
import dev.carryover.backend.Backend;
import dev.carryover.backend.Device;
import dev.carryover.backend.conformance.ConformanceSuite.Check;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The suite for one backend: subclass it, and every check becomes a test. A backend that is not
 * ready is skipped by name, unless {@code -Drequire.backends} lists it: then that fails.
 */
public abstract class BackendConformance {
  private final Backend backend;
  private final @Nullable Tolerances tolerances;

  /** The checks that compare a backend with itself, and no others: for the reference. */
  protected BackendConformance(Backend backend) {
    this.backend = backend;
    this.tolerances = null;
  }

  /** All checks. */
  protected BackendConformance(Backend backend, Tolerances tolerances) {
    this.backend = backend;
    this.tolerances = tolerances;
  }

  @TestFactory
  Stream<DynamicTest> conforms() {
    return switch (backend.availability()) {
      case Availability.Ready ready ->
          checks(ready.devices().getFirst())
              .map(check -> DynamicTest.dynamicTest(check.name(), check.body()::run));
      case Availability.Unavailable(String reason, String remedy) -> {
        String message = "backend %s: %s; %s".formatted(backend.name(), reason, remedy);
        if (required().contains(backend.name())) {
          throw new AssertionError("required, but not ready: " + message);
        }
        Assumptions.abort("skipped " + message);
        yield Stream.of();
      }
    };
  }

  private Stream<Check> checks(Device device) {
    return tolerances == null
        ? new SelfConsistency(backend, device).checks()
        : new ConformanceSuite(backend, device, tolerances).checks();
  }

  private static List<String> required() {
    return List.of(System.getProperty("require.backends", "").split(","));
  }
}
