package dev.carryover.backend.opencl;

import dev.carryover.backend.Availability.Unavailable;

/**
 * Why JOCL's native library cannot be loaded, in one line. JOCL unpacks it into the JVM's temporary
 * folder and loads it from there; its own message is pages of stack traces.
 */
final class NativeLibraryFailure {
  private static final String THROWN = "UnsatisfiedLinkError: ";

  private NativeLibraryFailure() {}

  /** What failed and what to do, from what JOCL threw at its first use or at a later one. */
  static Unavailable of(LinkageError thrown) {
    Throwable first = thrown;
    while (first.getCause() != null) {
      first = first.getCause();
    }
    String reason = reason(String.valueOf(first.getMessage()));
    return new Unavailable(
        "JOCL's native library cannot be loaded: " + reason,
        remedy(reason, System.getProperty("java.io.tmpdir")));
  }

  /** The last failure that JOCL lists, or its first line. */
  private static String reason(String message) {
    int last = message.lastIndexOf(THROWN);
    String rest = last < 0 ? message : message.substring(last + THROWN.length());
    return rest.lines().findFirst().orElse(rest);
  }

  private static String remedy(String reason, String folder) {
    if (reason.contains(folder)) {
      return "the temporary folder %s must not be mounted noexec; start with ./carryover, which takes"
              .formatted(folder)
          + " one in your cache, or name another with -Djava.io.tmpdir";
    }
    return "use a system that it supports: Linux, Windows or macOS on x86-64, Linux or macOS on"
        + " ARM64";
  }
}
