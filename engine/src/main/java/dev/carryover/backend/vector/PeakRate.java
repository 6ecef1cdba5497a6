package dev.carryover.backend.vector;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * How fast this processor multiplies and adds with nothing to load or store: fused multiply-adds on
 * vectors that stay in registers, as many independent sums as fit with their factor in sixteen
 * registers, on every thread.
 */
final class PeakRate {
  private static final int ROUNDS = 30;
  private static final int STEPS = 1_000_000;
  private static final int SUMS = 14;

  private PeakRate() {}

  /** The best of many short rounds, in 10⁹ operations a second, all threads together. */
  static double gflops(int threads) {
    float[] sinks = new float[threads];
    double best = Double.POSITIVE_INFINITY;
    try (WorkerPool pool = WorkerPool.of(threads)) {
      for (int round = 0; round < ROUNDS; round++) {
        long before = System.nanoTime();
        pool.run(thread -> sinks[thread] += multiplyAndAdd(STEPS));
        best = Math.min(best, (System.nanoTime() - before) / 1e9);
      }
    }
    if (Float.isNaN(sinks[0])) {
      throw new AssertionError("sums of finite products: " + Arrays.toString(sinks));
    }
    return 2.0 * SUMS * Tile.LANES * STEPS * threads / best / 1e9;
  }

  /** Fourteen sums, each step one multiply-add to every one of them; their total. */
  private static float multiplyAndAdd(int steps) {
    FloatVector factor = FloatVector.broadcast(Tile.SPECIES, 0.5f);
    // Sums that start apart cannot be merged into one by the compiler.
    FloatVector s0 = FloatVector.broadcast(Tile.SPECIES, 0);
    FloatVector s1 = FloatVector.broadcast(Tile.SPECIES, 1);
    FloatVector s2 = FloatVector.broadcast(Tile.SPECIES, 2);
    FloatVector s3 = FloatVector.broadcast(Tile.SPECIES, 3);
    FloatVector s4 = FloatVector.broadcast(Tile.SPECIES, 4);
    FloatVector s5 = FloatVector.broadcast(Tile.SPECIES, 5);
    FloatVector s6 = FloatVector.broadcast(Tile.SPECIES, 6);
    FloatVector s7 = FloatVector.broadcast(Tile.SPECIES, 7);
    FloatVector s8 = FloatVector.broadcast(Tile.SPECIES, 8);
    FloatVector s9 = FloatVector.broadcast(Tile.SPECIES, 9);
    FloatVector s10 = FloatVector.broadcast(Tile.SPECIES, 10);
    FloatVector s11 = FloatVector.broadcast(Tile.SPECIES, 11);
    FloatVector s12 = FloatVector.broadcast(Tile.SPECIES, 12);
    FloatVector s13 = FloatVector.broadcast(Tile.SPECIES, 13);
    for (int step = 0; step < steps; step++) {
      s0 = s0.fma(factor, factor);
      s1 = s1.fma(factor, factor);
      s2 = s2.fma(factor, factor);
      s3 = s3.fma(factor, factor);
      s4 = s4.fma(factor, factor);
      s5 = s5.fma(factor, factor);
      s6 = s6.fma(factor, factor);
      s7 = s7.fma(factor, factor);
      s8 = s8.fma(factor, factor);
      s9 = s9.fma(factor, factor);
      s10 = s10.fma(factor, factor);
      s11 = s11.fma(factor, factor);
      s12 = s12.fma(factor, factor);
      s13 = s13.fma(factor, factor);
    }
    FloatVector low = s0.add(s1).add(s2).add(s3).add(s4).add(s5).add(s6);
    FloatVector high = s7.add(s8).add(s9).add(s10).add(s11).add(s12).add(s13);
    return low.add(high).reduceLanes(VectorOperators.ADD);
  }
}
