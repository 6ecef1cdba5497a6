package dev.carryover.backend.tornado;

import dev.carryover.backend.LibraryMessage;
import java.util.List;
import java.util.Optional;
import uk.ac.manchester.tornado.api.runtime.TornadoRuntimeProvider;

/**
 * How TornadoVM's one start in this JVM went. It looks for drivers in static initializers, which
 * fail only once with a reason, so the reason is kept.
 *
 * @param failure what TornadoVM said, if it did not start
 * @param reports what drivers printed meanwhile
 */
record TornadoStart(Optional<String> failure, List<String> reports) {
  private static final TornadoStart START = start();

  /** Starts TornadoVM if nobody has yet. */
  static TornadoStart result() {
    return START;
  }

  private static TornadoStart start() {
    try {
      List<String> printed = NativeOutput.errorsOf(TornadoRuntimeProvider::getTornadoRuntime);
      return new TornadoStart(
          Optional.empty(), printed.stream().map(LibraryMessage::firstLine).toList());
    } catch (LinkageError | RuntimeException e) {
      return new TornadoStart(Optional.of(LibraryMessage.of(e)), List.of());
    }
  }
}
