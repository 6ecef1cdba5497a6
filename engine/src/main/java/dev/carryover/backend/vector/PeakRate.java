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
      s0 = factor.fma(factor, s0);
      s1 = factor.fma(factor, s1);
      s2 = factor.fma(factor, s2);
      s3 = factor.fma(factor, s3);
      s4 = factor.fma(factor, s4);
      s5 = factor.fma(factor, s5);
      s6 = factor.fma(factor, s6);
      s7 = factor.fma(factor, s7);
      s8 = factor.fma(factor, s8);
      s9 = factor.fma(factor, s9);
      s10 = factor.fma(factor, s10);
      s11 = factor.fma(factor, s11);
      s12 = factor.fma(factor, s12);
      s13 = factor.fma(factor, s13);
    }
    FloatVector low = s0.add(s1).add(s2).add(s3).add(s4).add(s5).add(s6);
    FloatVector high = s7.add(s8).add(s9).add(s10).add(s11).add(s12).add(s13);
    return low.add(high).reduceLanes(VectorOperators.ADD);
  }
}
