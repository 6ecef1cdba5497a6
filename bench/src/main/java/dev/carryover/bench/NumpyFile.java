package dev.carryover.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Arrays of one axis as files that {@code numpy.load} reads: format 1.0 of {@code
 * numpy.lib.format}.
 */
final class NumpyFile {
  private static final int ALIGNMENT = 64;

  private NumpyFile() {}

  /** Writes float64 numbers. */
  static void write(Path file, double[] values) throws IOException {
    byte[] content = new byte[values.length * Double.BYTES];
    ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().put(values);
    write(file, "<f8", values.length, content);
  }

  /** Writes numbers as float32, to which they are rounded. */
  static void writeFloats(Path file, double[] values) throws IOException {
    ByteBuffer content =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      content.putFloat((float) value);
    }
    write(file, "<f4", values.length, content.array());
  }

  /** Writes int32 numbers. */
  static void write(Path file, int[] values) throws IOException {
    byte[] content = new byte[values.length * Integer.BYTES];
    ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().put(values);
    write(file, "<i4", values.length, content);
  }

  private static void write(Path file, String type, int count, byte[] content) throws IOException {
    String description =
        "{'descr': '%s', 'fortran_order': False, 'shape': (%d,), }".formatted(type, count);
    byte[] magic = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    int before = magic.length + Short.BYTES;
    int padded = Math.ceilDiv(before + description.length() + 1, ALIGNMENT) * ALIGNMENT;
    String header = description + " ".repeat(padded - before - description.length() - 1) + "\n";
    byte[] all = new byte[padded + content.length];
    ByteBuffer.wrap(all)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(magic)
        .putShort((short) header.length())
        .put(header.getBytes(StandardCharsets.US_ASCII))
        .put(content);
    Files.write(file, all);
  }
}
