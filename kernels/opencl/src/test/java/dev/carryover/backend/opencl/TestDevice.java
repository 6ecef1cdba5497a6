package dev.carryover.backend.opencl;

import dev.carryover.backend.Availability;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** The device that tests run on: skipped by name where there is none, unless it is required. */
final class TestDevice {
  private TestDevice() {}

  static OpenClDevice require() {
    if (new OpenClBackend().availability()
        instanceof Availability.Unavailable(String reason, String remedy)) {
      String message = "backend opencl: " + reason + "; " + remedy;
      if (List.of(System.getProperty("require.backends", "").split(",")).contains("opencl")) {
        throw new AssertionError("required, but not ready: " + message);
      }
      Assumptions.abort("skipped " + message);
    }
    return DeviceSearch.here().devices().getFirst();
  }
}
