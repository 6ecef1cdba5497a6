package dev.carryover.backend.vector;

import static dev.carryover.backend.vector.Tile.LANES;
import static dev.carryover.backend.vector.Tile.ORDER;
import static dev.carryover.backend.vector.Tile.PANEL;
import static dev.carryover.backend.vector.Tile.SPECIES;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * A loss and its gradient over one tile of the last layer: up to eight outputs by a panel of
 * examples. Softmax cross-entropy needs all outputs of an example at once: see {@link Softmax}.
 *
 * <p>In every method row o of z and a starts at {@code o·PANEL}, row o of y at {@code yIndex +
 * o·PANEL}, row o of dz at {@code dzIndex + o·dzStride}, and the loss of each example, summed over
 * the tile's rows, is written to {@code losses} from {@code lossIndex}.
 */
final class Losses {
  private Losses() {}

  /** Loss Σ (a − y)²; dz receives (a − y) · scale, the gradient by a up to the activation's. */
  static void squaredError(
      MemorySegment a,
      MemorySegment y,
      long yIndex,
      int rows,
      float scale,
      MemorySegment dz,
      long dzIndex,
      long dzStride,
      MemorySegment losses,
      long lossIndex) {
    for (int v = 0; v < PANEL; v += LANES) {
      FloatVector loss = FloatVector.zero(SPECIES);
      for (int o = 0; o < rows; o++) {
        long row = v + (long) o * PANEL;
        FloatVector difference =
            FloatVector.fromMemorySegment(SPECIES, a, 4 * row, ORDER)
                .sub(FloatVector.fromMemorySegment(SPECIES, y, 4 * (yIndex + row), ORDER));
        loss = difference.fma(difference, loss);
        difference.mul(scale).intoMemorySegment(dz, 4 * (dzIndex + o * dzStride + v), ORDER);
      }
      loss.intoMemorySegment(losses, 4 * (lossIndex + v), ORDER);
    }
  }

  /**
   * Loss Σ max(z, 0) − z y + ln(1 + e^−|z|); dz receives (a − y) · scale.
   *
   * @param tail room for a tile
   */
  static void binaryCrossEntropy(
      MemorySegment z,
      MemorySegment a,
      MemorySegment y,
      long yIndex,
      int rows,
      float scale,
      MemorySegment dz,
      long dzIndex,
      long dzStride,
      MemorySegment losses,
      long lossIndex,
      MemorySegment tail) {
    Exponentials.decay(z, 0, tail, 0, rows * PANEL);
    Exponentials.log1p(tail, 0, tail, 0, rows * PANEL);
    for (int v = 0; v < PANEL; v += LANES) {
      FloatVector loss = FloatVector.zero(SPECIES);
      for (int o = 0; o < rows; o++) {
        long row = v + (long) o * PANEL;
        FloatVector logit = FloatVector.fromMemorySegment(SPECIES, z, 4 * row, ORDER);
        FloatVector target = FloatVector.fromMemorySegment(SPECIES, y, 4 * (yIndex + row), ORDER);
        loss =
            loss.add(logit.max(0).sub(logit.mul(target)))
                .add(FloatVector.fromMemorySegment(SPECIES, tail, 4 * row, ORDER));
        FloatVector.fromMemorySegment(SPECIES, a, 4 * row, ORDER)
            .sub(target)
            .mul(scale)
            .intoMemorySegment(dz, 4 * (dzIndex + o * dzStride + v), ORDER);
      }
      loss.intoMemorySegment(losses, 4 * (lossIndex + v), ORDER);
    }
  }
}
