package dev.carryover.data.source;

import dev.carryover.data.DataSet;
import dev.carryover.data.Examples;
import dev.carryover.data.ImageSize;
import dev.carryover.data.LabeledExamples;
import dev.carryover.data.MnistSmall;
import dev.carryover.data.Pixels;
import dev.carryover.data.Sha256;
import dev.carryover.data.Split;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Data sets made from MNIST by the rules of Larochelle, Erhan, Courville, Bergstra and Bengio 2007,
 * <i>An empirical evaluation of deep architectures on problems with many factors of variation</i>:
 * 12,000 training and 50,000 test images, {@linkplain MnistSmall chosen by a rule of ours}, since
 * which ones theirs has is not published. What is drawn is drawn from a seed of the set's own, so
 * the set is the same everywhere; pixels are rounded to the 256 values that MNIST's have.
 */
public enum MnistVariation {
  /** {@code mnist-basic}: the digits as they are. */
  BASIC("mnist-basic") {
    @Override
    byte[] image(byte[] digit, ImageSize size, SplittableRandom random) {
      return digit;
    }
  },

  /**
   * {@code mnist-rot}: each digit turned about its centre by an angle that is uniform over the
   * whole circle, with bilinear interpolation and black beyond the edge.
   */
  ROTATED("mnist-rot") {
    @Override
    byte[] image(byte[] digit, ImageSize size, SplittableRandom random) {
      double angle = random.nextDouble(2 * Math.PI);
      double cos = StrictMath.cos(angle);
      double sin = StrictMath.sin(angle);
      double middleRow = (size.height() - 1) / 2.0;
      double middleColumn = (size.width() - 1) / 2.0;
      byte[] turned = new byte[digit.length];
      for (int p = 0; p < turned.length; p++) {
        int row = p / size.width();
        int column = p % size.width();
        double y = row - middleRow;
        double x = column - middleColumn;
        double value =
            interpolated(
                digit, size, middleRow + cos * y - sin * x, middleColumn + sin * y + cos * x);
        turned[p] = (byte) Math.round(value);
      }
      return turned;
    }
  },

  /** {@code mnist-bg-rand}: each pixel that is 0 drawn anew, uniform from 0 to 255. */
  RANDOM_BACKGROUND("mnist-bg-rand") {
    @Override
    byte[] image(byte[] digit, ImageSize size, SplittableRandom random) {
      byte[] filled = digit.clone();
      for (int p = 0; p < filled.length; p++) {
        if (filled[p] == 0) {
          filled[p] = (byte) random.nextInt(WHITE + 1);
        }
      }
      return filled;
    }
  };

  private static final int WHITE = 255;

  /** The year of the paper. */
  private static final long SEED = 2007;

  private final String dataSetName;

  MnistVariation(String dataSetName) {
    this.dataSetName = dataSetName;
  }

  /** What a set is asked for by. */
  public String dataSetName() {
    return dataSetName;
  }

  /** The variation of a name, if there is one. */
  public static Optional<MnistVariation> named(String name) {
    return Arrays.stream(values())
        .filter(variation -> variation.dataSetName.equals(name))
        .findFirst();
  }

  /** One image made from a digit, {@code [pixels]} as unsigned bytes; the digit is not changed. */
  abstract byte[] image(byte[] digit, ImageSize size, SplittableRandom random);

  /**
   * Makes the set.
   *
   * @param mnist MNIST itself, or a set of its form
   * @throws dev.carryover.data.DataException if that has fewer than 12,000 training images or than
   *     62,000 in all
   */
  public DataSet of(DataSet mnist) {
    Split split = MnistSmall.of(mnist);
    SplittableRandom random = new SplittableRandom(SEED);
    byte[] train = images(split.train(), mnist.imageSize(), random);
    byte[] test = images(split.test(), mnist.imageSize(), random);
    return new DataSet(
        dataSetName,
        mnist.imageSize(),
        labeled(split.train(), train),
        Optional.of(labeled(split.test(), test)),
        Sha256.of(train, labels(split.train()), test, labels(split.test())));
  }

  /** All images one after another; each draws from a generator of its own. */
  private byte[] images(LabeledExamples digits, ImageSize size, SplittableRandom random) {
    ByteBuffer all = ByteBuffer.allocate(Math.multiplyExact(digits.count(), size.pixels()));
    byte[] digit = new byte[size.pixels()];
    for (int i = 0; i < digits.count(); i++) {
      float[] row = digits.images().row(i);
      for (int p = 0; p < digit.length; p++) {
        digit[p] = (byte) Math.round(row[p] * WHITE);
      }
      all.put(image(digit, size, random.split()));
    }
    return all.array();
  }

  private static LabeledExamples labeled(LabeledExamples digits, byte[] images) {
    Examples examples =
        Pixels.toExamples(digits.count(), digits.images().features(), ByteBuffer.wrap(images));
    return new LabeledExamples(examples, digits.labels(), digits.classes());
  }

  private static byte[] labels(LabeledExamples digits) {
    byte[] labels = new byte[digits.count()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (byte) digits.label(i);
    }
    return labels;
  }

  /** The value at a place between pixels, 0 to 255: the four around it by their nearness. */
  private static double interpolated(byte[] image, ImageSize size, double row, double column) {
    int top = (int) Math.floor(row);
    int left = (int) Math.floor(column);
    double down = row - top;
    double right = column - left;
    return (1 - down) * (1 - right) * pixel(image, size, top, left)
        + (1 - down) * right * pixel(image, size, top, left + 1)
        + down * (1 - right) * pixel(image, size, top + 1, left)
        + down * right * pixel(image, size, top + 1, left + 1);
  }

  private static int pixel(byte[] image, ImageSize size, int row, int column) {
    return row < 0 || row >= size.height() || column < 0 || column >= size.width()
        ? 0
        : Byte.toUnsignedInt(image[row * size.width() + column]);
  }
}
