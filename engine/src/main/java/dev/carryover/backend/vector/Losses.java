package dev.carryover.backend.vector;

import static dev.carryover.backend.vector.Tile.BYTES;
import static dev.carryover.backend.vector.Tile.LANES;
import static dev.carryover.backend.vector.Tile.ORDER;
import static dev.carryover.backend.vector.Tile.PANEL;
import static dev.carryover.backend.vector.Tile.ROWS;
import static dev.carryover.backend.vector.Tile.ROW_BYTES;
import static dev.carryover.backend.vector.Tile.SPECIES;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * A loss and its gradient over one tile of the last layer: up to eight outputs by a panel of
 * examples. Softmax cross-entropy needs all outputs of an example at once: see {@link Softmax}.
 *
 * <p>In every method rows follow one another as in {@link Panels}, and the loss of each example,
 * summed over the tile's rows, is written to {@code losses} from {@code lossIndex}.
 */
final class Losses {
  private Losses() {}

  /**
   * Loss Σ (a − y)²; a is read from 0, dz receives (a − y) · scale, the gradient by a up to the
   * activation's.
   */
  static void squaredError(
      MemorySegment a,
      MemorySegment y,
      long yIndex,
      int rows,
      float scale,
      MemorySegment dz,
      long dzIndex,
      MemorySegment losses,
      long lossIndex) {
    MemorySegment outputs = a.asSlice(0, BYTES);
    MemorySegment targets = y.asSlice(4 * yIndex, BYTES);
    MemorySegment gradient = dz.asSlice(4 * dzIndex, BYTES);
    MemorySegment sums = losses.asSlice(4 * lossIndex, ROW_BYTES);
    int n = Math.min(rows, ROWS);
    for (int v = 0; v < PANEL; v += LANES) {
      FloatVector loss = FloatVector.zero(SPECIES);
      for (int o = 0; o < n; o++) {
        long at = o * ROW_BYTES + 4L * v;
        FloatVector difference =
            FloatVector.fromMemorySegment(SPECIES, outputs, at, ORDER)
                .sub(FloatVector.fromMemorySegment(SPECIES, targets, at, ORDER));
        loss = difference.fma(difference, loss);
        difference.mul(scale).intoMemorySegment(gradient, at, ORDER);
      }
      loss.intoMemorySegment(sums, 4L * v, ORDER);
    }
  }

  /**
   * Loss Σ max(z, 0) − z y + ln(1 + e^−|z|); a is read from 0, dz receives (a − y) · scale.
   *
   * @param tail e^−|z| from 0, lost
   */
  static void binaryCrossEntropy(
      MemorySegment z,
      long zIndex,
      MemorySegment a,
      MemorySegment y,
      long yIndex,
      int rows,
      float scale,
      MemorySegment dz,
      long dzIndex,
      MemorySegment losses,
      long lossIndex,
      MemorySegment tail) {
    Exponentials.log1p(tail, 0, tail, 0, rows * PANEL);
    MemorySegment logits = z.asSlice(4 * zIndex, BYTES);
    MemorySegment outputs = a.asSlice(0, BYTES);
    MemorySegment targets = y.asSlice(4 * yIndex, BYTES);
    MemorySegment gradient = dz.asSlice(4 * dzIndex, BYTES);
    MemorySegment sums = losses.asSlice(4 * lossIndex, ROW_BYTES);
    MemorySegment tails = tail.asSlice(0, BYTES);
    int n = Math.min(rows, ROWS);
    for (int v = 0; v < PANEL; v += LANES) {
      FloatVector loss = FloatVector.zero(SPECIES);
      for (int o = 0; o < n; o++) {
        long at = o * ROW_BYTES + 4L * v;
        FloatVector logit = FloatVector.fromMemorySegment(SPECIES, logits, at, ORDER);
        FloatVector target = FloatVector.fromMemorySegment(SPECIES, targets, at, ORDER);
        loss =
            loss.add(logit.max(0).sub(logit.mul(target)))
                .add(FloatVector.fromMemorySegment(SPECIES, tails, at, ORDER));
        FloatVector.fromMemorySegment(SPECIES, outputs, at, ORDER)
            .sub(target)
            .mul(scale)
            .intoMemorySegment(gradient, at, ORDER);
      }
      loss.intoMemorySegment(sums, 4L * v, ORDER);
    }
  }
}
