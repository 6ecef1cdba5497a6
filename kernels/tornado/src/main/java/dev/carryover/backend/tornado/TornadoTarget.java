package dev.carryover.backend.tornado;

import dev.carryover.backend.Device;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import uk.ac.manchester.tornado.api.TornadoBackend;
import uk.ac.manchester.tornado.api.TornadoRuntime;
import uk.ac.manchester.tornado.api.common.TornadoDevice;
import uk.ac.manchester.tornado.api.enums.TornadoDeviceType;
import uk.ac.manchester.tornado.api.runtime.TornadoRuntimeProvider;

/**
 * A device as users see it and as TornadoVM does. Numbered through all of TornadoVM's drivers, in
 * TornadoVM's order.
 */
record TornadoTarget(Device device, TornadoDevice handle) {

  /** All devices of all drivers. */
  static List<TornadoTarget> all() {
    List<TornadoTarget> targets = new ArrayList<>();
    TornadoRuntime runtime = TornadoRuntimeProvider.getTornadoRuntime();
    for (int b = 0; b < runtime.getNumBackends(); b++) {
      TornadoBackend driver = runtime.getBackend(b);
      for (int d = 0; d < driver.getNumDevices(); d++) {
        targets.add(of(targets.size(), driver, driver.getDevice(d)));
      }
    }
    return targets;
  }

  private static TornadoTarget of(int index, TornadoBackend driver, TornadoDevice handle) {
    String details =
        "%s, %s, %.1f GiB, %d compute units"
            .formatted(
                driver.getBackendType(),
                handle.getPlatformName(),
                handle.getMaxGlobalMemory() / 0x1p30,
                handle.getPhysicalDevice().getDeviceMaxComputeUnits());
    Device.Kind kind =
        switch (handle.getDeviceType()) {
          case CPU -> Device.Kind.CPU;
          case GPU -> Device.Kind.GPU;
          default -> Device.Kind.ACCELERATOR;
        };
    String name = handle.getPhysicalDevice().getDeviceName().strip();
    return new TornadoTarget(new Device(index, kind, name, details), handle);
  }

  boolean isCpu() {
    return handle.getDeviceType() == TornadoDeviceType.CPU;
  }

  int computeUnits() {
    return handle.getPhysicalDevice().getDeviceMaxComputeUnits();
  }

  /** For messages: backend and device. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "tornado:%d (%s)", device.index(), device.name());
  }
}
