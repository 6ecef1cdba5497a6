package dev.carryover.backend.opencl;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jocl.Pointer;

/**
 * Memory of the host's that never moves: 4-byte values outside the Java heap. Whatever a driver
 * reads or writes lies in such memory and never in a Java array, which JOCL would have to pin and
 * the garbage collector may move all the same (JDK-8377811). Belongs to its context.
 */
final class HostMemory implements OpenClContext.Resource {
  private static final int ALIGNMENT = 64;

  private final OpenClContext context;

  // Shared, because a session may be handed from one thread to another.
  private final Arena arena = Arena.ofShared();
  private final MemorySegment segment;
  private final Pointer pointer;
  private final int length;
  private boolean closed;

  /**
   * Allocates zeros.
   *
   * @param length how many values, at most 2²⁹ − 1
   * @throws OutOfMemoryError if the host has no room
   */
  HostMemory(OpenClContext context, int length) {
    this.context = context;
    this.length = length;
    segment = arena.allocate(Math.multiplyExact(length, Float.BYTES), ALIGNMENT);
    pointer = Pointer.to(segment.asByteBuffer());
  }

  /** Its address, for the driver. */
  Pointer pointer() {
    return pointer;
  }

  /** How many values it holds. */
  int length() {
    return length;
  }

  /** Copies count values of an array, from an index on, to here, from another index on. */
  void put(int at, float[] values, int from, int count) {
    MemorySegment.copy(values, from, segment, JAVA_FLOAT, bytes(at), count);
  }

  /** Copies count values of an array, from an index on, to here, from another index on. */
  void put(int at, int[] values, int from, int count) {
    MemorySegment.copy(values, from, segment, JAVA_INT, bytes(at), count);
  }

  /** Sets the value at an index. */
  void put(int at, int value) {
    segment.set(JAVA_INT, bytes(at), value);
  }

  /** Sets the value at an index. */
  void put(int at, float value) {
    segment.set(JAVA_FLOAT, bytes(at), value);
  }

  /** Sets the two values from an index on. */
  void put(int at, long value) {
    segment.set(JAVA_LONG_UNALIGNED, bytes(at), value);
  }

  /** The value at an index. */
  float get(int at) {
    return segment.get(JAVA_FLOAT, bytes(at));
  }

  /** Copies count values from an index on to an array, from another index on. */
  void get(int at, float[] values, int to, int count) {
    MemorySegment.copy(segment, JAVA_FLOAT, bytes(at), values, to, count);
  }

  private static long bytes(int values) {
    return (long) values * Float.BYTES;
  }

  /** Frees it. Calling it again does nothing. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      context.disown(this);
      arena.close();
    }
  }
}
