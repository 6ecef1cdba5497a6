package dev.carryover.backend.tornado;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The process's standard output, which the C library can turn into a file and back.
 *
 * @param file what it becomes
 * @param creat opens a file for writing, emptied
 * @param dup gives a descriptor a second number
 * @param dup2 gives a descriptor another's number
 * @param close gives a number back
 * @param fflush writes out what the C library holds back
 */
record StandardOutput(
    Path file,
    MethodHandle creat,
    MethodHandle dup,
    MethodHandle dup2,
    MethodHandle close,
    MethodHandle fflush) {
  private static final int NUMBER = 1;
  private static final int OWNER_READS_AND_WRITES = 0600;

  /** It, or nothing where the C library is not a POSIX one. */
  static Optional<StandardOutput> find() {
    if (Linker.nativeLinker().defaultLookup().find("creat").isEmpty()) {
      return Optional.empty();
    }
    try {
      Path file = Files.createTempFile("carryover-driver-output", ".txt");
      file.toFile().deleteOnExit();
      return Optional.of(
          new StandardOutput(
              file,
              function("creat", ADDRESS, JAVA_INT),
              function("dup", JAVA_INT),
              function("dup2", JAVA_INT, JAVA_INT),
              function("close", JAVA_INT),
              function("fflush", ADDRESS)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // The native access that this needs is granted where the JVM is started.
  @SuppressWarnings("restricted")
  private static MethodHandle function(String name, MemoryLayout... arguments) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name), FunctionDescriptor.of(JAVA_INT, arguments));
  }

  /** From now on, what is printed goes to the file; returns what {@link #restore} wants. */
  int divert() {
    flush();
    int terminal = call(dup, NUMBER);
    try (Arena arena = Arena.ofConfined()) {
      int opened = call(creat, arena.allocateFrom(file.toString()), OWNER_READS_AND_WRITES);
      call(dup2, opened, NUMBER);
      call(close, opened);
    }
    return terminal;
  }

  /** From now on, what is printed goes where it went before. */
  void restore(int terminal) {
    flush();
    call(dup2, terminal, NUMBER);
    call(close, terminal);
  }

  private void flush() {
    System.out.flush();
    call(fflush, MemorySegment.NULL);
  }

  private static int call(MethodHandle function, Object... arguments) {
    int result;
    try {
      result = (int) function.invokeWithArguments(arguments);
    } catch (Throwable e) {
      throw new IllegalStateException("calling the C library failed", e);
    }
    if (result < 0) {
      throw new IllegalStateException("standard output cannot be diverted to a file");
    }
    return result;
  }
}
