package dev.carryover.backend.vector;

import static dev.carryover.backend.vector.Tile.FLOAT;
import static dev.carryover.backend.vector.Tile.LANES;
import static dev.carryover.backend.vector.Tile.ORDER;
import static dev.carryover.backend.vector.Tile.PANEL;
import static dev.carryover.backend.vector.Tile.SPECIES;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * Softmax over the rows of one vector of examples: lane j of row o is example j's output o, and row
 * o of z starts at {@code index + o·PANEL}. In several short passes, because the compiler inlines
 * only so much into one method.
 */
final class Softmax {
  private Softmax() {}

  /**
   * a = softmax(z), in place.
   *
   * @param sums room for one vector
   */
  static void apply(MemorySegment z, long index, int outputs, MemorySegment sums) {
    subtractMax(z, index, outputs);
    exponentiate(z, index, outputs, sums, 0);
    FloatVector sum = FloatVector.fromMemorySegment(SPECIES, sums, 0, ORDER);
    for (int o = 0; o < outputs; o++) {
      FloatVector.fromMemorySegment(SPECIES, z, 4 * (index + (long) o * PANEL), ORDER)
          .div(sum)
          .intoMemorySegment(z, 4 * (index + (long) o * PANEL), ORDER);
    }
  }

  /**
   * z becomes dz = (a − y) · scale, and what each example's loss −Σ y ln a = ln Σ e^(z − max) · Σ y
   * − Σ y (z − max) is made of is left for {@link #losses}.
   *
   * @param y the targets, row o from {@code yIndex + o·PANEL}
   * @param losses receives, in three rows at a distance of {@code lossStride}, Σ e^(z − max), Σ y
   *     and Σ y (z − max)
   */
  static void gradient(
      MemorySegment z,
      long index,
      int outputs,
      MemorySegment y,
      long yIndex,
      float scale,
      MemorySegment losses,
      long lossIndex,
      long lossStride) {
    subtractMax(z, index, outputs);
    FloatVector total = FloatVector.zero(SPECIES);
    FloatVector weighted = FloatVector.zero(SPECIES);
    for (int o = 0; o < outputs; o++) {
      FloatVector target =
          FloatVector.fromMemorySegment(SPECIES, y, 4 * (yIndex + (long) o * PANEL), ORDER);
      total = total.add(target);
      weighted =
          target.fma(
              FloatVector.fromMemorySegment(SPECIES, z, 4 * (index + (long) o * PANEL), ORDER),
              weighted);
    }
    total.intoMemorySegment(losses, 4 * (lossIndex + lossStride), ORDER);
    weighted.intoMemorySegment(losses, 4 * (lossIndex + 2 * lossStride), ORDER);
    exponentiate(z, index, outputs, losses, lossIndex);
    FloatVector sum = FloatVector.fromMemorySegment(SPECIES, losses, 4 * lossIndex, ORDER);
    for (int o = 0; o < outputs; o++) {
      FloatVector a =
          FloatVector.fromMemorySegment(SPECIES, z, 4 * (index + (long) o * PANEL), ORDER).div(sum);
      a.sub(FloatVector.fromMemorySegment(SPECIES, y, 4 * (yIndex + (long) o * PANEL), ORDER))
          .mul(scale)
          .intoMemorySegment(z, 4 * (index + (long) o * PANEL), ORDER);
    }
  }

  /** Replaces the sums that {@link #gradient} left in each lane by the losses made of them. */
  static void losses(MemorySegment losses, long stride, int count) {
    for (int b = 0; b < count; b++) {
      double logSum = StrictMath.log(losses.getAtIndex(FLOAT, b));
      float targets = losses.getAtIndex(FLOAT, b + stride);
      float shifted = losses.getAtIndex(FLOAT, b + 2 * stride);
      losses.setAtIndex(FLOAT, b, (float) (logSum * targets - shifted));
    }
  }

  /** z ← z − max z. */
  private static void subtractMax(MemorySegment z, long index, int outputs) {
    FloatVector max = FloatVector.fromMemorySegment(SPECIES, z, 4 * index, ORDER);
    for (int o = 1; o < outputs; o++) {
      max =
          max.max(FloatVector.fromMemorySegment(SPECIES, z, 4 * (index + (long) o * PANEL), ORDER));
    }
    for (int o = 0; o < outputs; o++) {
      FloatVector.fromMemorySegment(SPECIES, z, 4 * (index + (long) o * PANEL), ORDER)
          .sub(max)
          .intoMemorySegment(z, 4 * (index + (long) o * PANEL), ORDER);
    }
  }

  /** z ← e^z for z ≤ 0, and Σ e^z. */
  private static void exponentiate(
      MemorySegment z, long index, int outputs, MemorySegment sums, long sumIndex) {
    FloatVector sum = FloatVector.zero(SPECIES);
    for (int o = 0; o < outputs; o++) {
      long row = index + (long) o * PANEL;
      Exponentials.decay(z, row, z, row, LANES);
      sum = sum.add(FloatVector.fromMemorySegment(SPECIES, z, 4 * row, ORDER));
    }
    sum.intoMemorySegment(sums, 4 * sumIndex, ORDER);
  }
}
