package dev.carryover.backend.vector;

import static dev.carryover.backend.vector.Tile.BYTES;
import static dev.carryover.backend.vector.Tile.LANES;
import static dev.carryover.backend.vector.Tile.ORDER;
import static dev.carryover.backend.vector.Tile.SPECIES;
import static dev.carryover.backend.vector.Tile.VALUES;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The exponential and its kin, made of additions, multiplications and divisions alone, so that they
 * give the same bits compiled and interpreted and on every machine.
 *
 * <p>x = n ln 2 + r with n whole and |r| ≤ ½ ln 2; then e^x = 2ⁿ (1 + p), where p = e^r − 1 is its
 * Taylor polynomial of degree 7, whose first omitted term is below 6·10⁻⁹ of the result. ln 2 is
 * split in two (Cody and Waite 1980) so that n ln 2 is subtracted without rounding.
 *
 * <p>Each works on a stretch of floats and not on a vector, because a vector that is handed to a
 * method which the compiler then fails to inline is boxed. Counts are multiples of the lanes and at
 * most a tile's values; a result may overwrite its argument.
 */
final class Exponentials {
  private static final float LOG2_E = (float) (1 / Math.log(2));

  /** The high part of ln 2: nine bits, exact when multiplied by n. */
  private static final float LN2_HIGH = 355f / 512f;

  private static final float LN2_LOW = (float) (Math.log(2) - 355.0 / 512.0);

  /** 1.5·2²³: adding it rounds a float of moderate size to a whole number, held in its low bits. */
  private static final float ROUNDER = 12_582_912f;

  private static final int ROUNDER_BITS = Float.floatToRawIntBits(ROUNDER);

  /** What a float's exponent is stored with. */
  private static final int BIAS = 127;

  private static final int EXPONENT_SHIFT = 23;

  /** Below this e^x rounds to 0. */
  private static final float LOWEST = -104;

  /** Below this e^x − 1 rounds to −1. */
  private static final float SMALL = -87.3f;

  private Exponentials() {}

  /**
   * e^−|z|, with an error below 1.5 units in the last place; from |z| = 104 on it is 0. Its scale
   * 2ⁿ is applied in two halves, because below |z| = 87.3 it is no normal float.
   */
  static void decay(MemorySegment z, long zIndex, MemorySegment to, long index, int count) {
    MemorySegment argument = z.asSlice(4 * zIndex, BYTES);
    MemorySegment result = to.asSlice(4 * index, BYTES);
    int end = Math.min(count, VALUES);
    for (int j = 0; j < end; j += LANES) {
      FloatVector x =
          FloatVector.fromMemorySegment(SPECIES, argument, 4L * j, ORDER).abs().neg().max(LOWEST);
      FloatVector shifted = x.mul(LOG2_E).add(ROUNDER);
      FloatVector n = shifted.sub(ROUNDER);
      FloatVector r = x.sub(n.mul(LN2_HIGH)).sub(n.mul(LN2_LOW));
      FloatVector q = r.mul(1 / 5040f).add(1 / 720f);
      q = q.mul(r).add(1 / 120f);
      q = q.mul(r).add(1 / 24f);
      q = q.mul(r).add(1 / 6f);
      q = q.mul(r).add(1 / 2f);
      FloatVector p = q.mul(r).fma(r, r);
      IntVector exponent = shifted.reinterpretAsInts().sub(ROUNDER_BITS);
      IntVector half = exponent.lanewise(VectorOperators.ASHR, 1);
      FloatVector low =
          half.add(BIAS).lanewise(VectorOperators.LSHL, EXPONENT_SHIFT).reinterpretAsFloats();
      FloatVector high =
          exponent
              .sub(half)
              .add(BIAS)
              .lanewise(VectorOperators.LSHL, EXPONENT_SHIFT)
              .reinterpretAsFloats();
      p.add(1).mul(high).mul(low).intoMemorySegment(result, 4L * j, ORDER);
    }
  }

  /**
   * e^(−2|z|) − 1, with an error below 2.5 units in the last place; −1 where that is its rounding.
   */
  static void decayMinusOne(MemorySegment z, long zIndex, MemorySegment to, long index, int count) {
    MemorySegment argument = z.asSlice(4 * zIndex, BYTES);
    MemorySegment result = to.asSlice(4 * index, BYTES);
    int end = Math.min(count, VALUES);
    for (int j = 0; j < end; j += LANES) {
      FloatVector x =
          FloatVector.fromMemorySegment(SPECIES, argument, 4L * j, ORDER).abs().mul(-2).max(SMALL);
      FloatVector shifted = x.mul(LOG2_E).add(ROUNDER);
      FloatVector n = shifted.sub(ROUNDER);
      FloatVector r = x.sub(n.mul(LN2_HIGH)).sub(n.mul(LN2_LOW));
      FloatVector q = r.mul(1 / 5040f).add(1 / 720f);
      q = q.mul(r).add(1 / 120f);
      q = q.mul(r).add(1 / 24f);
      q = q.mul(r).add(1 / 6f);
      q = q.mul(r).add(1 / 2f);
      FloatVector p = q.mul(r).fma(r, r);
      IntVector exponent = shifted.reinterpretAsInts().add(BIAS - ROUNDER_BITS);
      FloatVector scale =
          exponent.lanewise(VectorOperators.LSHL, EXPONENT_SHIFT).reinterpretAsFloats();
      scale.fma(p, scale.sub(1)).intoMemorySegment(result, 4L * j, ORDER);
    }
  }

  /**
   * ln(1 + e) for 0 ≤ e ≤ 1, with an error below 2.5 units in the last place: 2 artanh(s) with s =
   * e / (2 + e) ≤ ⅓, its series up to s¹⁵.
   */
  static void log1p(MemorySegment e, long eIndex, MemorySegment to, long index, int count) {
    MemorySegment argument = e.asSlice(4 * eIndex, BYTES);
    MemorySegment result = to.asSlice(4 * index, BYTES);
    int end = Math.min(count, VALUES);
    for (int j = 0; j < end; j += LANES) {
      FloatVector x = FloatVector.fromMemorySegment(SPECIES, argument, 4L * j, ORDER);
      FloatVector s = x.div(x.add(2));
      FloatVector t = s.mul(s);
      FloatVector series = t.mul(1 / 15f).add(1 / 13f);
      series = series.mul(t).add(1 / 11f);
      series = series.mul(t).add(1 / 9f);
      series = series.mul(t).add(1 / 7f);
      series = series.mul(t).add(1 / 5f);
      series = series.mul(t).add(1 / 3f);
      FloatVector twice = s.add(s);
      series.mul(t).fma(twice, twice).intoMemorySegment(result, 4L * j, ORDER);
    }
  }
}
