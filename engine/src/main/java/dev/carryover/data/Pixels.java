package dev.carryover.data;

import java.nio.ByteBuffer;

/** Pixels between bytes (0 to 255, unsigned) and numbers (0 to 1). */
public final class Pixels {
  private static final float WHITE = 255f;

  private Pixels() {}

  /**
   * Examples from unsigned bytes, each divided by 255.
   *
   * @param bytes {@code [count][features]} from its position on, read to its limit
   */
  public static Examples toExamples(int count, int features, ByteBuffer bytes) {
    float[] values = new float[Math.multiplyExact(count, features)];
    for (int i = 0; i < values.length; i++) {
      values[i] = Byte.toUnsignedInt(bytes.get()) / WHITE;
    }
    return new Examples(count, features, values);
  }
}
