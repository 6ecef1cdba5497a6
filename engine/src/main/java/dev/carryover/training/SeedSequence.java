package dev.carryover.training;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Where every random number comes from: independent generators, one for each purpose and replica,
 * all decided by one root seed. A purpose added later changes none of the others' numbers.
 *
 * <p>Seeds are mixed with the finalizer of SplitMix64 (Steele, Lea and Flood, <i>Fast splittable
 * pseudorandom number generators</i>, 2014); the generators are {@code L64X128MixRandom}, as
 * specified in {@code java.util.random}.
 *
 * @param root the seed that users give
 * @param period P: replica r draws what replica r mod P draws, so that replicas that differ in
 *     something else are compared on the same draws
 */
public record SeedSequence(long root, int period) {

  /**
   * @throws IllegalArgumentException if the period is less than 1
   */
  public SeedSequence {
    if (period < 1) {
      throw new IllegalArgumentException("a period must be at least 1, found " + period);
    }
  }

  /** Draws of its own for every replica. */
  public SeedSequence(long root) {
    this(root, Integer.MAX_VALUE);
  }

  /** The same root, every replica's draws repeated after so many replicas. */
  public SeedSequence repeating(int replicas) {
    return new SeedSequence(root, replicas);
  }

  /** A fresh generator, always the same for the same root, purpose and replica. */
  public RandomGenerator generator(String purpose, int replica) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed(purpose, replica));
  }

  /** The seed of {@link #generator}, for what wants a number rather than a generator. */
  public long seed(String purpose, int replica) {
    long hash = mix(root);
    for (int i = 0; i < purpose.length(); i++) {
      hash = mix(hash + purpose.charAt(i));
    }
    return mix(hash + replica % period);
  }

  private static long mix(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
