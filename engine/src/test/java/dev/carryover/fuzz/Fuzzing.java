package dev.carryover.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * Feeds a reader with damaged inputs until one breaks it: a fixed number of them in every build,
 * and for as many minutes as the system property {@code fuzz.minutes} says where it is given. The
 * input that broke the reader is kept in {@code target/fuzz}.
 */
public final class Fuzzing {
  private static final Path KEPT = Path.of("target", "fuzz");

  private Fuzzing() {}

  /** What must hold of any input, sound or damaged. */
  @FunctionalInterface
  public interface Check {
    /**
     * Reads the input.
     *
     * @throws AssertionError if what comes of it is neither a sound value nor a proper refusal
     * @throws Exception if the reader fails as it must not
     */
    void accept(byte[] input) throws Exception;
  }

  /**
   * Checks the inputs themselves and then mutants of them, in turn.
   *
   * @param name of the reader, for the file of the input that breaks it
   * @param rounds how many mutants to try where {@code fuzz.minutes} is not given
   * @param inputs sound ones, at least one
   * @throws AssertionError if an input breaks the check; names the file that holds it
   */
  public static void run(String name, long seed, int rounds, List<byte[]> inputs, Check check) {
    for (byte[] input : inputs) {
      accept(name, input, check);
    }
    Mutations mutations = new Mutations(seed);
    long minutes = Long.getLong("fuzz.minutes", 0);
    long end = System.nanoTime() + Duration.ofMinutes(minutes).toNanos();
    for (long round = 0; minutes > 0 ? System.nanoTime() < end : round < rounds; round++) {
      accept(name, mutations.mutate(inputs.get((int) (round % inputs.size()))), check);
    }
  }

  private static void accept(String name, byte[] input, Check check) {
    try {
      check.accept(input);
    } catch (Exception | AssertionError | StackOverflowError | OutOfMemoryError e) {
      throw new AssertionError("%s fails on %s: %s".formatted(name, keep(name, input), e), e);
    }
  }

  private static Path keep(String name, byte[] input) {
    try {
      Files.createDirectories(KEPT);
      return Files.write(KEPT.resolve("%s-%08x".formatted(name, Arrays.hashCode(input))), input);
    } catch (IOException e) {
      throw new AssertionError("cannot keep the input that breaks " + name, e);
    }
  }
}
