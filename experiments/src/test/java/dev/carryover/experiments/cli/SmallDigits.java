package dev.carryover.experiments.cli;

import dev.carryover.training.SeedSequence;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.random.RandomGenerator;

/** A folder of four IDX files: as many images as MNIST-5000 needs, but of four by four pixels. */
final class SmallDigits {
  static final String TRAIN_IMAGES = "train-images-idx3-ubyte";
  static final String TRAIN_LABELS = "train-labels-idx1-ubyte";

  private static final int SIDE = 4;
  private static final int TRAIN = 5_000;
  private static final int TEST = 100;

  private SmallDigits() {}

  /** Writes the files into a folder that is made. */
  static Path write(Path folder) throws IOException {
    Files.createDirectories(folder);
    RandomGenerator random = new SeedSequence(0).generator("small digits", 0);
    Files.write(folder.resolve(TRAIN_IMAGES), images(TRAIN, SIDE, random));
    Files.write(folder.resolve(TRAIN_LABELS), labels(TRAIN));
    Files.write(folder.resolve("t10k-images-idx3-ubyte"), images(TEST, SIDE, random));
    Files.write(folder.resolve("t10k-labels-idx1-ubyte"), labels(TEST));
    return folder;
  }

  /** Noise, in which pixel number label shines. */
  private static byte[] images(int count, int side, RandomGenerator random) {
    byte[] pixels = new byte[count * side * side];
    random.nextBytes(pixels);
    for (int i = 0; i < count; i++) {
      pixels[i * side * side + i % 10] = (byte) 255;
    }
    return ByteBuffer.allocate(16 + pixels.length)
        .putInt(2051)
        .putInt(count)
        .putInt(side)
        .putInt(side)
        .put(pixels)
        .array();
  }

  /** 0 to 9 in turn. */
  static byte[] labels(int count) {
    ByteBuffer labels = ByteBuffer.allocate(8 + count).putInt(2049).putInt(count);
    for (int i = 0; i < count; i++) {
      labels.put((byte) (i % 10));
    }
    return labels.array();
  }
}
