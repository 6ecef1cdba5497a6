package dev.carryover.experiments.cli;

import dev.carryover.backend.Backend;
import dev.carryover.backend.Backends;
import java.util.Optional;

/**
 * The one backend that a build may lack: TornadoVM's classes come with its SDK only, so what it
 * would say for itself stands here.
 */
final class OptionalBackend {
  static final String NAME = "tornado";

  /** Where the launcher leaves what it has against the SDK that it found, and what to do. */
  private static final String REFUSED = "carryover.tornado.refused";

  private static final String NOT_BUILT =
      "this build was made without a TornadoVM SDK; start with ./carryover, which builds with one, and"
          + " ./tornado-env.sh doctor says what is missing";

  private OptionalBackend() {}

  /** Why it is not there and what to do, if it is not. */
  static Optional<String> absence() {
    boolean there = Backends.all().stream().map(Backend::name).anyMatch(NAME::equals);
    String refused = System.getProperty(REFUSED, "");
    return there ? Optional.empty() : Optional.of(refused.isEmpty() ? NOT_BUILT : refused);
  }
}
