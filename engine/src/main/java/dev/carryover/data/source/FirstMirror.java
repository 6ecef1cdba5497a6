package dev.carryover.data.source;

import dev.carryover.data.DataException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Tries a file's mirrors in turn. */
final class FirstMirror {
  private FirstMirror() {}

  /** Fetches from one address. */
  interface Attempt<T> {
    T from(URI address) throws IOException;
  }

  /**
   * Returns what the first mirror gives.
   *
   * @param name the file's, for the message
   * @param listener hears why a mirror did not
   * @throws DataException if none does; the message names each with its reason
   */
  static <T> T of(String name, List<URI> addresses, Attempt<T> attempt, DataListener listener) {
    List<String> failures = new ArrayList<>();
    for (URI address : addresses) {
      try {
        return attempt.from(address);
      } catch (IOException e) {
        failures.add(address + ": " + e.getMessage());
      } catch (DataException e) {
        failures.add(String.valueOf(e.getMessage()));
      }
      listener.note(failures.getLast());
    }
    throw new DataException(
        "%s: expected it from one of %d mirrors, found none that gave it: %s"
            .formatted(name, failures.size(), String.join("; ", failures)));
  }
}
