package dev.carryover.backend;

import java.util.Objects;

/**
 * Something that can run programs.
 *
 * @param index its number within its backend, as in {@code opencl:1}
 * @param kind what sort of processor it is
 * @param name as its driver or operating system calls it
 * @param details driver, memory, compute units, as far as known, for people to read
 */
public record Device(int index, Kind kind, String name, String details) {

  /** Sorts of processors. */
  public enum Kind {
    /** A processor that also runs the host's code, through whatever driver. */
    CPU,
    /** A graphics processor. */
    GPU,
    /** Anything else. */
    ACCELERATOR
  }

  /** Refuses nulls. */
  public Device {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(details, "details");
  }
}
