package dev.carryover.cluster;

import dev.carryover.training.SeedSequence;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.random.RandomGenerator;

/** A folder of four IDX files: as many images as MNIST-5000 needs, of four by four pixels. */
final class SmallImages {
  private static final int SIDE = 4;

  private SmallImages() {}

  /** Writes the files into a folder that is made. */
  static Path write(Path folder) throws IOException {
    Files.createDirectories(folder);
    RandomGenerator random = new SeedSequence(0).generator("small images", 0);
    write(folder, "train", 5_000, random);
    write(folder, "t10k", 100, random);
    return folder;
  }

  /** Noise, in which pixel number label shines; labels are 0 to 9 in turn. */
  private static void write(Path folder, String set, int count, RandomGenerator random)
      throws IOException {
    byte[] pixels = new byte[count * SIDE * SIDE];
    random.nextBytes(pixels);
    ByteBuffer labels = ByteBuffer.allocate(8 + count).putInt(2049).putInt(count);
    for (int i = 0; i < count; i++) {
      pixels[i * SIDE * SIDE + i % 10] = (byte) 255;
      labels.put((byte) (i % 10));
    }
    ByteBuffer images = ByteBuffer.allocate(16 + pixels.length);
    images.putInt(2051).putInt(count).putInt(SIDE).putInt(SIDE).put(pixels);
    Files.write(folder.resolve(set + "-images-idx3-ubyte"), images.array());
    Files.write(folder.resolve(set + "-labels-idx1-ubyte"), labels.array());
  }
}
