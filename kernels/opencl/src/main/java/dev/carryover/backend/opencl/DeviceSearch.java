package dev.carryover.backend.opencl;

import dev.carryover.backend.Device;
import dev.carryover.backend.LibraryMessage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a search of all platforms for devices found.
 *
 * @param devices those that can run the kernels, graphics processors first, numbered from 0
 * @param failures a clause for each platform whose driver failed when asked, which cost that
 *     platform alone
 */
record DeviceSearch(List<OpenClDevice> devices, List<String> failures) {
  private static final List<Device.Kind> PREFERENCE =
      List.of(Device.Kind.GPU, Device.Kind.ACCELERATOR, Device.Kind.CPU);

  /** Searches this machine. Call only where {@link OpenClLoader#obstacle} found none. */
  static DeviceSearch here() {
    return over(InstalledPlatform.all());
  }

  /** Searches some platforms. */
  static DeviceSearch over(List<OpenClPlatform> platforms) {
    List<OpenClDevice> found = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    for (int p = 0; p < platforms.size(); p++) {
      try {
        found.addAll(platforms.get(p).devices());
      } catch (RuntimeException e) {
        // JOCL throws CLException for a driver's error, others for a driver that lacks a function.
        failures.add(
            "%s: its driver fails with %s when asked for its devices; update it or remove it"
                .formatted(name(platforms.get(p), p), LibraryMessage.of(e)));
      }
    }
    found.sort(Comparator.comparingInt(f -> PREFERENCE.indexOf(f.device().kind())));
    List<OpenClDevice> devices = new ArrayList<>();
    for (OpenClDevice device : found) {
      devices.add(device.numbered(devices.size()));
    }
    return new DeviceSearch(List.copyOf(devices), List.copyOf(failures));
  }

  /** The platform's name, or where its driver does not even tell that, its number. */
  private static String name(OpenClPlatform platform, int number) {
    try {
      return "platform " + LibraryMessage.firstLine(platform.name());
    } catch (RuntimeException e) {
      return "platform number " + number;
    }
  }
}
