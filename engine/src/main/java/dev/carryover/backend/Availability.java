package dev.carryover.backend;

import java.util.List;

/** Whether a backend can run here. */
public sealed interface Availability {

  /**
   * It can.
   *
   * @param devices where, at least one, the preferred first
   */
  record Ready(List<Device> devices) implements Availability {
    /**
     * @throws IllegalArgumentException if there is no device
     */
    public Ready {
      devices = List.copyOf(devices);
      if (devices.isEmpty()) {
        throw new IllegalArgumentException("a ready backend has at least one device");
      }
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
