package dev.carryover.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** Small IDX files for tests: images of 2 by 3 pixels, and a data set made of them. */
final class TinyIdx {
  static final int ROWS = 2;
  static final int COLUMNS = 3;
  static final int TRAIN = 20;
  static final int TEST = 7;

  private TinyIdx() {}

  /** Images whose pixels count up from 0: pixel p of image i is (6i + p) mod 256. */
  static byte[] images(int count) {
    ByteBuffer bytes = ByteBuffer.allocate(16 + count * ROWS * COLUMNS);
    bytes.putInt(2051).putInt(count).putInt(ROWS).putInt(COLUMNS);
    for (int i = 0; bytes.hasRemaining(); i++) {
      bytes.put((byte) i);
    }
    return bytes.array();
  }

  /** Labels 0 to 9 in turn. */
  static byte[] labels(int count) {
    ByteBuffer bytes = ByteBuffer.allocate(8 + count);
    bytes.putInt(2049).putInt(count);
    for (int i = 0; i < count; i++) {
      bytes.put((byte) (i % 10));
    }
    return bytes.array();
  }

  static byte[] gzip(byte[] content) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  static byte[] content(IdxFile file) {
    return switch (file) {
      case TRAIN_IMAGES -> images(TRAIN);
      case TRAIN_LABELS -> labels(TRAIN);
      case TEST_IMAGES -> images(TEST);
      case TEST_LABELS -> labels(TEST);
    };
  }

  /** The data set of these four files, to be had from the given mirrors. */
  static KnownDataSet known(URI... mirrors) {
    Map<IdxFile, String> sha256 = new EnumMap<>(IdxFile.class);
    Arrays.stream(IdxFile.values()).forEach(file -> sha256.put(file, Sha256.of(content(file))));
    return new KnownDataSet("mnist", sha256, List.of(mirrors));
  }

  /** Writes all four files, packed, into a folder that is made. */
  static Path write(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (IdxFile file : IdxFile.values()) {
      Files.write(folder.resolve(file.fileName() + ".gz"), gzip(content(file)));
    }
    return folder;
  }
}
