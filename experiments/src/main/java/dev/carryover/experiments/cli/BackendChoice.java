package dev.carryover.experiments.cli;

import dev.carryover.backend.Availability;
import dev.carryover.backend.Backend;
import dev.carryover.backend.Backends;
import dev.carryover.backend.Backends.Choice;
import java.util.Optional;

/** What {@code --backend} means. */
final class BackendChoice {
  static final String AUTO = "auto";

  private BackendChoice() {}

  /**
   * The named backend and device, or for {@code auto} the fastest that is ready.
   *
   * @throws UsageException if the name is none
   * @throws dev.carryover.backend.BackendNotReadyException if a named backend is not ready
   */
  static Choice of(String name) {
    if (name.equals(AUTO)) {
      return auto();
    }
    try {
      return Backends.require(name);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--backend: " + e.getMessage());
    }
  }

  private static Choice auto() {
    return Backends.all().stream()
        .flatMap(backend -> ready(backend).stream())
        .findFirst()
        .orElseThrow();
  }

  private static Optional<Choice> ready(Backend backend) {
    return switch (backend.availability()) {
      case Availability.Ready ready ->
          Optional.of(
              new Choice(backend, ready.devices().getFirst(), "auto: the only one that is ready"));
      case Availability.Unavailable ignored -> Optional.empty();
    };
  }
}
