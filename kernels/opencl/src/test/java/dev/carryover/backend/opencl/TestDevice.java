package dev.carryover.backend.opencl;

import dev.carryover.backend.Availability;
import dev.carryover.backend.Device;
import java.util.List;
import org.jocl.cl_device_id;
import org.jocl.cl_platform_id;
import org.junit.jupiter.api.Assumptions;

/**
 * The device that tests run on: skipped by name where there is none, unless it is required. And
 * devices that only are asked what they are like.
 */
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

  /** A device of nobody's that nothing can run on. */
  static OpenClDevice imagined(Device.Kind kind, int computeUnits, long maxGroup, int vectorWidth) {
    return imagined(kind, Vendor.OTHER, computeUnits, maxGroup, vectorWidth);
  }

  /** A device that nothing can run on. */
  static OpenClDevice imagined(
      Device.Kind kind, Vendor vendor, int computeUnits, long maxGroup, int vectorWidth) {
    return new OpenClDevice(
        new cl_platform_id(),
        new cl_device_id(),
        new Device(0, kind, "test", ""),
        vendor,
        computeUnits,
        1L << 30,
        1L << 30,
        maxGroup,
        vectorWidth);
  }
}
