package dev.carryover.backend.vector;

import static dev.carryover.backend.vector.Tile.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The exponential and its kin, made of additions and multiplications alone, so that they give the
 * same bits compiled and interpreted and on every machine that has fused multiply-add.
 *
 * <p>x = n ln 2 + r with n whole and |r| ≤ ½ ln 2; then e^x = 2ⁿ (1 + p), where p = e^r − 1 is its
 * Taylor polynomial of degree 7, whose first omitted term is below 6·10⁻⁹ of the result. ln 2 is
 * split in two (Cody and Waite 1980) so that n ln 2 is subtracted without rounding.
 *
 * <p>Small methods, to be inlined: a vector that is passed to a method of its own is boxed.
 */
final class Exponentials {
  private static final float LOG2_E = (float) (1 / Math.log(2));

  /** The high part of ln 2: nine bits, exact when multiplied by n. */
  private static final float LN2_HIGH = 355f / 512f;

  private static final float LN2_LOW = (float) (Math.log(2) - 355.0 / 512.0);

  /** 1.5·2²³: adding it rounds a float of moderate size to a whole number, held in its low bits. */
  private static final float ROUNDER = 12_582_912f;

  private static final int ROUNDER_BITS = Float.floatToRawIntBits(ROUNDER);

  /** e^x rounds to zero below this. */
  private static final float LOWEST = -104f;

  private Exponentials() {}

  /** e^x for x ≤ 0, with an error below 1.5 units in the last place. */
  static FloatVector exp(FloatVector x) {
    FloatVector clamped = x.max(LOWEST);
    FloatVector shifted = clamped.lanewise(VectorOperators.FMA, LOG2_E, ROUNDER);
    FloatVector p = expm1OfRemainder(clamped, shifted.sub(ROUNDER));
    IntVector n = shifted.reinterpretAsInts().sub(ROUNDER_BITS);
    IntVector half = n.lanewise(VectorOperators.ASHR, 1);
    // In two steps, because 2ⁿ itself may be too small for a normal float.
    return p.add(1).mul(powerOfTwo(half)).mul(powerOfTwo(n.sub(half)));
  }

  /** e^x − 1 for x ≤ 0, with an error below 2.5 units in the last place. */
  static FloatVector expm1(FloatVector x) {
    FloatVector clamped = x.max(LOWEST);
    FloatVector shifted = clamped.lanewise(VectorOperators.FMA, LOG2_E, ROUNDER);
    FloatVector p = expm1OfRemainder(clamped, shifted.sub(ROUNDER));
    IntVector n = shifted.reinterpretAsInts().sub(ROUNDER_BITS);
    FloatVector scale = powerOfTwo(n.max(-126));
    return scale.fma(p, scale.sub(1));
  }

  /**
   * ln(1 + e) for 0 ≤ e ≤ 1, with an error below 2.5 units in the last place: 2 artanh(s) with s =
   * e / (2 + e) ≤ ⅓, its series up to s¹⁵.
   */
  static FloatVector log1p(FloatVector e) {
    FloatVector s = e.div(e.add(2));
    FloatVector t = s.mul(s);
    FloatVector series = t.mul(1 / 15f).add(1 / 13f);
    series = series.fma(t, FloatVector.broadcast(SPECIES, 1 / 11f));
    series = series.fma(t, FloatVector.broadcast(SPECIES, 1 / 9f));
    series = series.fma(t, FloatVector.broadcast(SPECIES, 1 / 7f));
    series = series.fma(t, FloatVector.broadcast(SPECIES, 1 / 5f));
    series = series.fma(t, FloatVector.broadcast(SPECIES, 1 / 3f));
    FloatVector twice = s.add(s);
    return series.mul(t).fma(twice, twice);
  }

  /** p = e^r − 1 with r = x − n ln 2. */
  private static FloatVector expm1OfRemainder(FloatVector x, FloatVector n) {
    FloatVector r = n.lanewise(VectorOperators.FMA, FloatVector.broadcast(SPECIES, -LN2_HIGH), x);
    r = n.lanewise(VectorOperators.FMA, FloatVector.broadcast(SPECIES, -LN2_LOW), r);
    FloatVector q = r.lanewise(VectorOperators.FMA, 1 / 5040f, 1 / 720f);
    q = q.fma(r, FloatVector.broadcast(SPECIES, 1 / 120f));
    q = q.fma(r, FloatVector.broadcast(SPECIES, 1 / 24f));
    q = q.fma(r, FloatVector.broadcast(SPECIES, 1 / 6f));
    q = q.fma(r, FloatVector.broadcast(SPECIES, 1 / 2f));
    return q.mul(r).fma(r, r);
  }

  /** 2ⁿ for −126 ≤ n ≤ 127. */
  private static FloatVector powerOfTwo(IntVector n) {
    return n.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
  }
}
