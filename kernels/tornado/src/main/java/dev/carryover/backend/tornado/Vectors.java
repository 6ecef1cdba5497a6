package dev.carryover.backend.tornado;

import uk.ac.manchester.tornado.api.types.vectors.Float16;

/** Vectors of {@link Rows#VECTOR} values, for the kernel. */
final class Vectors {
  private Vectors() {}

  /** The same value in every lane. */
  static Float16 of(float v) {
    return new Float16(v, v, v, v, v, v, v, v, v, v, v, v, v, v, v, v);
  }

  /** sum + a · b. */
  static Float16 plusProduct(Float16 sum, Float16 a, float b) {
    return Float16.add(sum, Float16.mult(a, of(b)));
  }

  /** The i-th of eight vectors: the kernel has no arrays of them. */
  static Float16 choose(
      int i,
      Float16 c0,
      Float16 c1,
      Float16 c2,
      Float16 c3,
      Float16 c4,
      Float16 c5,
      Float16 c6,
      Float16 c7) {
    Float16 c = c0;
    if (i == 1) {
      c = c1;
    }
    if (i == 2) {
      c = c2;
    }
    if (i == 3) {
      c = c3;
    }
    if (i == 4) {
      c = c4;
    }
    if (i == 5) {
      c = c5;
    }
    if (i == 6) {
      c = c6;
    }
    if (i == 7) {
      c = c7;
    }
    return c;
  }

  /** The sum of the lanes. */
  static float sum(Float16 v) {
    float s0 = v.get(0) + v.get(8);
    float s1 = v.get(1) + v.get(9);
    float s2 = v.get(2) + v.get(10);
    float s3 = v.get(3) + v.get(11);
    float s4 = v.get(4) + v.get(12);
    float s5 = v.get(5) + v.get(13);
    float s6 = v.get(6) + v.get(14);
    float s7 = v.get(7) + v.get(15);
    return ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7));
  }
}
