package dev.carryover.backend.vector;

/**
 * Neighbouring pieces of something.
 *
 * @param from the first
 * @param to the first after them
 */
record Span(int from, int to) {

  /** Of n pieces the part that falls to one of so many equal shares. */
  static Span of(int share, int shares, int n) {
    return new Span((int) ((long) n * share / shares), (int) ((long) n * (share + 1) / shares));
  }
}
