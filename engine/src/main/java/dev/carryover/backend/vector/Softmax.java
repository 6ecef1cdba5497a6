package dev.carryover.backend.vector;

import static dev.carryover.backend.vector.Tile.FLOAT;
import static dev.carryover.backend.vector.Tile.LANES;
import static dev.carryover.backend.vector.Tile.PANEL;
import static dev.carryover.backend.vector.Tile.SPECIES;
import static dev.carryover.backend.vector.Tile.load;
import static dev.carryover.backend.vector.Tile.store;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * Softmax over the rows of one vector of examples: lane j of row o is example j's output o, and row
 * o of z starts at {@code index + o·stride}. In several short passes, because the compiler inlines
 * only so much into one method.
 */
final class Softmax {
  private Softmax() {}

  /**
   * a = softmax(z), in place.
   *
   * @param sums room for one vector
   */
  static void apply(MemorySegment z, long index, long stride, int outputs, MemorySegment sums) {
    subtractMax(z, index, stride, outputs);
    exponentiate(z, index, stride, outputs, sums, 0);
    FloatVector sum = load(sums, 0);
    for (int o = 0; o < outputs; o++) {
      store(load(z, index + o * stride).div(sum), z, index + o * stride);
    }
  }

  /**
   * z becomes dz = (a − y) · scale; each example's loss −Σ y ln a is computed from z as ln Σ e^(z −
   * max) · Σ y − Σ y (z − max).
   *
   * @param y the targets, row o from {@code yIndex + o·PANEL}
   * @param losses the loss of each lane's example is written from {@code lossIndex}; two more rows,
   *     each {@code lossStride} further on, are overwritten
   */
  static void gradient(
      MemorySegment z,
      long index,
      long stride,
      int outputs,
      MemorySegment y,
      long yIndex,
      float scale,
      MemorySegment losses,
      long lossIndex,
      long lossStride) {
    subtractMax(z, index, stride, outputs);
    FloatVector total = FloatVector.zero(SPECIES);
    FloatVector weighted = FloatVector.zero(SPECIES);
    for (int o = 0; o < outputs; o++) {
      FloatVector target = load(y, yIndex + (long) o * PANEL);
      total = total.add(target);
      weighted = target.fma(load(z, index + o * stride), weighted);
    }
    store(total, losses, lossIndex + lossStride);
    store(weighted, losses, lossIndex + 2 * lossStride);
    exponentiate(z, index, stride, outputs, losses, lossIndex);
    FloatVector sum = load(losses, lossIndex);
    for (int o = 0; o < outputs; o++) {
      FloatVector a = load(z, index + o * stride).div(sum);
      store(a.sub(load(y, yIndex + (long) o * PANEL)).mul(scale), z, index + o * stride);
    }
    for (long j = lossIndex; j < lossIndex + LANES; j++) {
      double logSum = StrictMath.log(losses.getAtIndex(FLOAT, j));
      float targets = losses.getAtIndex(FLOAT, j + lossStride);
      float shifted = losses.getAtIndex(FLOAT, j + 2 * lossStride);
      losses.setAtIndex(FLOAT, j, (float) (logSum * targets - shifted));
    }
  }

  /** z ← z − max z. */
  private static void subtractMax(MemorySegment z, long index, long stride, int outputs) {
    FloatVector max = load(z, index);
    for (int o = 1; o < outputs; o++) {
      max = max.max(load(z, index + o * stride));
    }
    for (int o = 0; o < outputs; o++) {
      store(load(z, index + o * stride).sub(max), z, index + o * stride);
    }
  }

  /** z ← e^z, and Σ e^z. */
  private static void exponentiate(
      MemorySegment z, long index, long stride, int outputs, MemorySegment sums, long sumIndex) {
    FloatVector sum = FloatVector.zero(SPECIES);
    for (int o = 0; o < outputs; o++) {
      FloatVector e = Exponentials.exp(load(z, index + o * stride));
      sum = sum.add(e);
      store(e, z, index + o * stride);
    }
    store(sum, sums, sumIndex);
  }
}
