package dev.carryover.backend.conformance;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value that is made when it is first asked for. If making it fails, the next to ask tries again.
 */
final class Once<T> {
  private final Supplier<T> supplier;
  private @Nullable T value;

  Once(Supplier<T> supplier) {
    this.supplier = supplier;
  }

  T get() {
    T made = value == null ? supplier.get() : value;
    value = made;
    return made;
  }
}
