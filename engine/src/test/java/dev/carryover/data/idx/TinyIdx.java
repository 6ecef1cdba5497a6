package dev.carryover.data.idx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Small IDX files for tests: images of 2 by 3 pixels. */
public final class TinyIdx {
  public static final int ROWS = 2;
  public static final int COLUMNS = 3;
  public static final int TRAIN = 20;
  public static final int TEST = 7;

  private TinyIdx() {}

  /** Images whose pixels count up from 0: pixel p of image i is (6i + p) mod 256. */
  public static byte[] images(int count) {
    ByteBuffer bytes = ByteBuffer.allocate(16 + count * ROWS * COLUMNS);
    bytes.putInt(2051).putInt(count).putInt(ROWS).putInt(COLUMNS);
    for (int i = 0; bytes.hasRemaining(); i++) {
      bytes.put((byte) i);
    }
    return bytes.array();
  }

  /** Labels 0 to 9 in turn. */
  public static byte[] labels(int count) {
    ByteBuffer bytes = ByteBuffer.allocate(8 + count);
    bytes.putInt(2049).putInt(count);
    for (int i = 0; i < count; i++) {
      bytes.put((byte) (i % 10));
    }
    return bytes.array();
  }

  /** The same images as one matrix, without rows and columns. */
  public static byte[] flat(int count) {
    return ByteBuffer.allocate(12 + count * ROWS * COLUMNS)
        .putInt(0x0802)
        .putInt(count)
        .putInt(ROWS * COLUMNS)
        .put(images(count), 16, count * ROWS * COLUMNS)
        .array();
  }

  /** The same labels as 32-bit integers, in the first of several columns, as QMNIST has them. */
  public static byte[] columns(int count, int columns) {
    ByteBuffer bytes = ByteBuffer.allocate(12 + 4 * count * columns);
    bytes.putInt(0x0c02).putInt(count).putInt(columns);
    for (int i = 0; i < count; i++) {
      bytes.putInt(i % 10);
      for (int column = 1; column < columns; column++) {
        bytes.putInt(1_000 * column + i);
      }
    }
    return bytes.array();
  }

  public static byte[] gzip(byte[] content) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  public static byte[] content(IdxFile file) {
    return switch (file) {
      case TRAIN_IMAGES -> images(TRAIN);
      case TRAIN_LABELS -> labels(TRAIN);
      case TEST_IMAGES -> images(TEST);
      case TEST_LABELS -> labels(TEST);
    };
  }

  /** Writes all four files, packed, into a folder that is made. */
  public static Path write(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (IdxFile file : IdxFile.values()) {
      Files.write(folder.resolve(file.fileName() + ".gz"), gzip(content(file)));
    }
    return folder;
  }
}
