package dev.carryover.data;

import java.nio.ByteBuffer;

/** Pixels between bytes (0 to 255, unsigned) and numbers (0 to 1), and their order. */
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

  /**
   * The same images mirrored about their diagonal, copied: what was row r, column c becomes row c,
   * column r.
   *
   * @param size of the given images; the returned ones are {@link ImageSize#transposed} of it
   * @throws IllegalArgumentException if the images have another number of pixels
   */
  public static Examples transposed(Examples images, ImageSize size) {
    if (images.features() != size.pixels()) {
      throw new IllegalArgumentException(
          "images of %d pixels cannot be %s".formatted(images.features(), size));
    }
    float[] values = new float[images.count() * size.pixels()];
    for (int i = 0; i < images.count(); i++) {
      float[] row = images.row(i);
      for (int p = 0; p < row.length; p++) {
        int r = p / size.width();
        int c = p % size.width();
        values[i * row.length + c * size.height() + r] = row[p];
      }
    }
    return new Examples(images.count(), size.pixels(), values);
  }
}
