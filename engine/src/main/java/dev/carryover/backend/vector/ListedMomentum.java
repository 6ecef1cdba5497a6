package dev.carryover.backend.vector;

import static dev.carryover.backend.vector.ListedRows.EXAMPLES;
import static dev.carryover.backend.vector.ListedRows.ROWS;
import static dev.carryover.backend.vector.Tile.FLOAT;
import static dev.carryover.backend.vector.Tile.INT;
import static dev.carryover.backend.vector.Tile.ORDER;
import static dev.carryover.backend.vector.Tile.ROW_BYTES;
import static dev.carryover.backend.vector.Tile.SPECIES;
import static dev.carryover.backend.vector.Tile.VECTOR_BYTES;

import dev.carryover.program.Optimizer;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * {@link ListedRows#examples} and momentum's update from the gradient that it makes, which never
 * leaves the registers: for batches whose examples are one piece.
 */
final class ListedMomentum {
  private static final long RESULT_BYTES = (ROWS - 1) * ROW_BYTES + 2 * VECTOR_BYTES;

  private final float momentum;
  private final float share;

  ListedMomentum(Optimizer.Momentum optimizer) {
    momentum = (float) optimizer.momentum();
    share = (float) (1 - optimizer.dampening());
  }

  /**
   * v = μ v + (1 − d) Σ_b x[b][i] · dz[b][o] and w = w − η v for four features i of each block and
   * two vectors of outputs o.
   *
   * @param count how many blocks
   * @param blocks which
   * @param list which examples b, {@link ListedRows#EXAMPLES} places for each block
   * @param counts how many examples a block has
   * @param x by example
   * @param dz example b from {@code dzIndex + b·PANEL}
   * @param w by input, one panel of outputs
   * @param v the same as w has in its values
   * @param n the first o in the panel
   * @param one 1, which the compiler must not know: see {@link FourRows}
   */
  void update(
      int count,
      int[] blocks,
      MemorySegment list,
      int[] counts,
      Panels x,
      Panels dz,
      long dzIndex,
      Panels w,
      MemorySegment v,
      int n,
      float rate,
      int one) {
    MemorySegment right = dz.values().asSlice(4 * dzIndex, EXAMPLES * ROW_BYTES);
    FloatVector down = FloatVector.broadcast(SPECIES, -rate);
    FloatVector keep = FloatVector.broadcast(SPECIES, momentum);
    FloatVector part = FloatVector.broadcast(SPECIES, share);
    FloatVector zero = FloatVector.zero(SPECIES);
    int unit = Tile.SIXTEEN_REGISTERS ? one : 1;
    for (int j = 0; j < count; j++) {
      int block = blocks[j];
      FloatVector l0 = zero;
      FloatVector r0 = zero;
      FloatVector l1 = zero;
      FloatVector r1 = zero;
      FloatVector l2 = zero;
      FloatVector r2 = zero;
      FloatVector l3 = zero;
      FloatVector r3 = zero;
      MemorySegment places = list.asSlice(4L * block * EXAMPLES, 4L * EXAMPLES);
      int terms = Math.min(counts[block], EXAMPLES);
      long i = 4 * x.index(0, block * ROWS);
      MemorySegment left = x.values().asSlice(i, EXAMPLES * ROW_BYTES);
      for (int step = 0; step < terms; step += unit) {
        int t = step & (EXAMPLES - 1);
        long row = ROW_BYTES * (places.get(INT, 4L * t) & (EXAMPLES - 1));
        FloatVector b0 = FloatVector.fromMemorySegment(SPECIES, right, row, ORDER);
        FloatVector b1 = FloatVector.fromMemorySegment(SPECIES, right, row + VECTOR_BYTES, ORDER);
        FloatVector s = FloatVector.broadcast(SPECIES, left.get(FLOAT, row));
        l0 = s.fma(b0, l0);
        r0 = s.fma(b1, r0);
        s = FloatVector.broadcast(SPECIES, left.get(FLOAT, row + 4));
        l1 = s.fma(b0, l1);
        r1 = s.fma(b1, r1);
        s = FloatVector.broadcast(SPECIES, left.get(FLOAT, row + 8));
        l2 = s.fma(b0, l2);
        r2 = s.fma(b1, r2);
        s = FloatVector.broadcast(SPECIES, left.get(FLOAT, row + 12));
        l3 = s.fma(b0, l3);
        r3 = s.fma(b1, r3);
      }
      long at = 4 * w.index(block * ROWS, n);
      MemorySegment weights = w.values().asSlice(at, RESULT_BYTES);
      MemorySegment velocities = v.asSlice(at, RESULT_BYTES);
      at = 0;
      l0 = FloatVector.fromMemorySegment(SPECIES, velocities, at, ORDER).fma(keep, l0.mul(part));
      l0.intoMemorySegment(velocities, at, ORDER);
      l0.fma(down, FloatVector.fromMemorySegment(SPECIES, weights, at, ORDER))
          .intoMemorySegment(weights, at, ORDER);
      at = VECTOR_BYTES;
      r0 = FloatVector.fromMemorySegment(SPECIES, velocities, at, ORDER).fma(keep, r0.mul(part));
      r0.intoMemorySegment(velocities, at, ORDER);
      r0.fma(down, FloatVector.fromMemorySegment(SPECIES, weights, at, ORDER))
          .intoMemorySegment(weights, at, ORDER);
      at = ROW_BYTES;
      l1 = FloatVector.fromMemorySegment(SPECIES, velocities, at, ORDER).fma(keep, l1.mul(part));
      l1.intoMemorySegment(velocities, at, ORDER);
      l1.fma(down, FloatVector.fromMemorySegment(SPECIES, weights, at, ORDER))
          .intoMemorySegment(weights, at, ORDER);
      at = ROW_BYTES + VECTOR_BYTES;
      r1 = FloatVector.fromMemorySegment(SPECIES, velocities, at, ORDER).fma(keep, r1.mul(part));
      r1.intoMemorySegment(velocities, at, ORDER);
      r1.fma(down, FloatVector.fromMemorySegment(SPECIES, weights, at, ORDER))
          .intoMemorySegment(weights, at, ORDER);
      at = 2 * ROW_BYTES;
      l2 = FloatVector.fromMemorySegment(SPECIES, velocities, at, ORDER).fma(keep, l2.mul(part));
      l2.intoMemorySegment(velocities, at, ORDER);
      l2.fma(down, FloatVector.fromMemorySegment(SPECIES, weights, at, ORDER))
          .intoMemorySegment(weights, at, ORDER);
      at = 2 * ROW_BYTES + VECTOR_BYTES;
      r2 = FloatVector.fromMemorySegment(SPECIES, velocities, at, ORDER).fma(keep, r2.mul(part));
      r2.intoMemorySegment(velocities, at, ORDER);
      r2.fma(down, FloatVector.fromMemorySegment(SPECIES, weights, at, ORDER))
          .intoMemorySegment(weights, at, ORDER);
      at = 3 * ROW_BYTES;
      l3 = FloatVector.fromMemorySegment(SPECIES, velocities, at, ORDER).fma(keep, l3.mul(part));
      l3.intoMemorySegment(velocities, at, ORDER);
      l3.fma(down, FloatVector.fromMemorySegment(SPECIES, weights, at, ORDER))
          .intoMemorySegment(weights, at, ORDER);
      at = 3 * ROW_BYTES + VECTOR_BYTES;
      r3 = FloatVector.fromMemorySegment(SPECIES, velocities, at, ORDER).fma(keep, r3.mul(part));
      r3.intoMemorySegment(velocities, at, ORDER);
      r3.fma(down, FloatVector.fromMemorySegment(SPECIES, weights, at, ORDER))
          .intoMemorySegment(weights, at, ORDER);
    }
  }
}
