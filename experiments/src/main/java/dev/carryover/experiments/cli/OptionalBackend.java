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
  private static final String REASON = "this build was made without a TornadoVM SDK";
  private static final String REMEDY =
      "install one (sdk install tornadovm) and run ./carryover again; ./tornado-env.sh doctor says what is"
          + " missing";

  private OptionalBackend() {}

  /** Why it is not there, if it is not. */
  static Optional<String> absence() {
    boolean there = Backends.all().stream().map(Backend::name).anyMatch(NAME::equals);
    return there ? Optional.empty() : Optional.of(REASON + "; " + REMEDY);
  }
}
