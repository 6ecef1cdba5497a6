package dev.carryover.backend.opencl;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;

/**
 * Awkward sizes for a kernel, and where its arrays lie: each replica's values between guard zones.
 *
 * @param guard values in a guard zone; one that is no multiple of 4 leaves nothing aligned
 */
record KernelCase(
    Tiling tiling, int replicas, int batch, int visits, int inputs, int outputs, int guard) {

  /** The step that kernels are tried on: the second, so that positions count; it may be partial. */
  static final int STEP = 1;

  private static final List<Tiling> TILINGS =
      List.of(
          new Tiling(false, 16, 8, 2, 1, 1),
          new Tiling(false, 8, 4, 2, 1, 1),
          new Tiling(false, 4, 4, 1, 1, 1),
          new Tiling(true, 4, 4, 1, 4, 16),
          new Tiling(true, 8, 8, 2, 2, 2));

  static Stream<KernelCase> all() {
    return TILINGS.stream()
        .flatMap(t ->
            Stream.of(
                new KernelCase(t, 1, 1, 2, 1, 1, 64),
                new KernelCase(t, 2, 3, 5, 5, 7, 37),
                new KernelCase(t, 2, 16, 32, 32, 64, 64),
                new KernelCase(t, 3, 32, 64, 31, 33, 37),
                new KernelCase(t, 2, 35, 52, 67, 130, 64),
                new KernelCase(t, 2, 8, 13, 129, 10, 37)));
  }

  /** Examples in the step. */
  int count() {
    return Math.min(batch, visits - STEP * batch);
  }

  /** Where replica r's values start, in an array of so many a replica. */
  long at(int r, int values) {
    return guard + (long) r * stride(values);
  }

  /** From one replica's values to the next one's. */
  long stride(int values) {
    return (long) values + guard;
  }

  /** Poison for every replica's values and the guard zones around them. */
  float[] poisoned(int values) {
    return Guarded.poisoned(at(replicas, values));
  }

  /** Random numbers between guard zones. */
  float[] random(String name, int values) {
    RandomGenerator random = generator(name);
    float[] array = poisoned(values);
    for (int r = 0; r < replicas; r++) {
      Guarded.fill(random, array, at(r, values), values);
    }
    return array;
  }

  /** {@code [R][n]} indices of as many examples as are visited. */
  int[] order() {
    return generator("order").ints((long) replicas * visits, 0, visits).toArray();
  }

  RandomGenerator generator(String name) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create((name + this).hashCode());
  }

  /** Groups enough for every tile, or one each for two: any number must do. */
  Kernel over(Kernel kernel, int tiles) {
    return kernel.over(Math.ceilDiv(tiles, 2), replicas, tiling.group());
  }

  OpenClContext open() {
    return new OpenClContext(TestDevice.require(), "test", KernelOptions.plain(tiling));
  }
}
