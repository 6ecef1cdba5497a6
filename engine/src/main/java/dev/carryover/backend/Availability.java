package dev.carryover.backend;

import java.util.List;

/** Whether a backend can run here. */
public sealed interface Availability {

  /**
   * It can.
   *
   * @param devices where, at least one, the preferred first
   * @param failures what else was found and failed when asked for its devices: a clause each, which
   *     names it, the reason and the remedy
   */
  record Ready(List<Device> devices, List<String> failures) implements Availability {
    /**
     * @throws IllegalArgumentException if there is no device
     */
    public Ready {
      devices = List.copyOf(devices);
      failures = List.copyOf(failures);
      if (devices.isEmpty()) {
        throw new IllegalArgumentException("a ready backend has at least one device");
      }
    }

    /**
     * It can, and nothing failed.
     *
     * @throws IllegalArgumentException if there is no device
     */
    public Ready(List<Device> devices) {
      this(devices, List.of());
    }
  }

  /**
   * It cannot.
   *
   * @param reason what is missing, a clause without a full stop
   * @param remedy what the user can do, a clause without a full stop
   */
  record Unavailable(String reason, String remedy) implements Availability {}
}
