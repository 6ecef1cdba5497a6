package dev.carryover.backend.vector;

import static dev.carryover.backend.vector.Tile.LANES;
import static dev.carryover.backend.vector.Tile.PANEL;
import static dev.carryover.backend.vector.Tile.SPECIES;
import static dev.carryover.backend.vector.Tile.load;
import static dev.carryover.backend.vector.Tile.store;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/** Softmax over the rows of one vector of examples: lane j of row o is example j's output o. */
final class Softmax {
  private Softmax() {}

  /**
   * a = softmax(z), in place.
   *
   * @param z row o starts at {@code index + o·stride}
   */
  static void apply(MemorySegment z, long index, long stride, int outputs) {
    FloatVector max = max(z, index, stride, outputs);
    FloatVector sum = FloatVector.zero(SPECIES);
    for (int o = 0; o < outputs; o++) {
      FloatVector e = Exponentials.exp(load(z, index + o * stride).sub(max));
      sum = sum.add(e);
      store(e, z, index + o * stride);
    }
    for (int o = 0; o < outputs; o++) {
      store(load(z, index + o * stride).div(sum), z, index + o * stride);
    }
  }

  /**
   * z becomes dz = (a − y) · scale, and each example's −Σ y ln a is returned, computed as ln Σ e^(z
   * − max) · Σ y − Σ y (z − max).
   *
   * @param z row o starts at {@code zIndex + o·zStride}
   * @param y the targets, row o from {@code yIndex + o·PANEL}
   * @param losses written from {@code lossIndex}, one for each lane
   */
  static void gradient(
      MemorySegment z,
      long zIndex,
      long zStride,
      int outputs,
      MemorySegment y,
      long yIndex,
      float scale,
      MemorySegment losses,
      long lossIndex) {
    FloatVector max = max(z, zIndex, zStride, outputs);
    FloatVector sum = FloatVector.zero(SPECIES);
    FloatVector targetSum = FloatVector.zero(SPECIES);
    FloatVector weighted = FloatVector.zero(SPECIES);
    for (int o = 0; o < outputs; o++) {
      FloatVector shifted = load(z, zIndex + o * zStride).sub(max);
      FloatVector target = load(y, yIndex + (long) o * PANEL);
      FloatVector e = Exponentials.exp(shifted);
      sum = sum.add(e);
      targetSum = targetSum.add(target);
      weighted = target.fma(shifted, weighted);
      store(e, z, zIndex + o * zStride);
    }
    for (int o = 0; o < outputs; o++) {
      FloatVector a = load(z, zIndex + o * zStride).div(sum);
      FloatVector target = load(y, yIndex + (long) o * PANEL);
      store(a.sub(target).mul(scale), z, zIndex + o * zStride);
    }
    for (int j = 0; j < LANES; j++) {
      double loss = StrictMath.log(sum.lane(j)) * targetSum.lane(j) - weighted.lane(j);
      losses.set(Tile.FLOAT, 4 * (lossIndex + j), (float) loss);
    }
  }

  private static FloatVector max(MemorySegment z, long index, long stride, int outputs) {
    FloatVector max = load(z, index);
    for (int o = 1; o < outputs; o++) {
      max = max.max(load(z, index + o * stride));
    }
    return max;
  }
}
