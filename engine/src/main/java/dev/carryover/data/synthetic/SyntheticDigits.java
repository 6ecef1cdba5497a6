package dev.carryover.data.synthetic;

import static dev.carryover.data.synthetic.HandMotion.uniform;

import dev.carryover.data.DataSet;
import dev.carryover.data.ImageSize;
import dev.carryover.data.LabeledExamples;
import dev.carryover.data.Pixels;
import dev.carryover.data.Sha256;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Digits that look written by hand but are drawn: a {@linkplain DigitTemplates template} at random,
 * {@linkplain HandMotion distorted} at random, fitted and centred as MNIST's digits are, and drawn
 * with a pen of random width. Any number of them, for when real digits cannot be had.
 *
 * <p>The same seed gives the same bits on every machine. Example i of a seed does not depend on how
 * many are drawn. Its digit is i mod 10.
 */
public final class SyntheticDigits {
  private static final int CLASSES = 10;

  /** The name of these digits as a data set. */
  static final String NAME = "synthetic";

  /** A digit's longer side in pixels, without the pen's width; MNIST's is 20 with it. */
  private static final double SMALLEST = 15.5;

  private static final double LARGEST = 19.5;

  /** How far a digit's centre may lie from the picture's, in pixels and in each direction. */
  private static final double OFF_CENTRE = 0.7;

  private static final double THINNEST = 0.65;
  private static final double THICKEST = 1.6;
  private static final double SHARPEST = 0.9;
  private static final double SOFTEST = 1.7;

  private SyntheticDigits() {}

  /**
   * Some digits.
   *
   * @param count at least 1
   * @return images {@code [count][784]}, 28 by 28 pixels row by row, each a multiple of 1/255; the
   *     digits 0 to 9 in turn
   * @throws IllegalArgumentException if the count is less than 1
   */
  public static LabeledExamples draw(int count, long seed) {
    requireSome(count);
    return examples(pixels(count, seed), 0, count);
  }

  /**
   * Digits as a data set: of one sequence the first {@code train} to train on, the next {@code
   * test} to test on. Its SHA-256 is that of all pixels as bytes.
   *
   * @throws IllegalArgumentException if a count is less than 1
   */
  public static DataSet dataSet(int train, int test, long seed) {
    requireSome(train);
    requireSome(test);
    byte[] pixels = pixels(Math.addExact(train, test), seed);
    return new DataSet(
        NAME,
        new ImageSize(Ink.SIDE, Ink.SIDE),
        examples(pixels, 0, train),
        Optional.of(examples(pixels, train, test)),
        Sha256.of(pixels));
  }

  private static void requireSome(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("at least 1 digit can be drawn, found " + count);
    }
  }

  private static LabeledExamples examples(byte[] pixels, int from, int count) {
    int features = Ink.SIDE * Ink.SIDE;
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = (from + i) % CLASSES;
    }
    ByteBuffer bytes = ByteBuffer.wrap(pixels, from * features, count * features);
    return new LabeledExamples(Pixels.toExamples(count, features, bytes), labels, CLASSES);
  }

  private static byte[] pixels(int count, long seed) {
    int features = Ink.SIDE * Ink.SIDE;
    byte[] pixels = new byte[Math.multiplyExact(count, features)];
    SplittableRandom seeds = new SplittableRandom(seed);
    for (int i = 0; i < count; i++) {
      System.arraycopy(digit(i % CLASSES, seeds.split()), 0, pixels, i * features, features);
    }
    return pixels;
  }

  private static byte[] digit(int digit, RandomGenerator random) {
    List<List<Stroke>> ways = DigitTemplates.of(digit);
    List<Stroke> template = ways.get(random.nextInt(ways.size()));
    HandMotion hand = new HandMotion(random);
    List<Stroke> drawn = template.stream().map(hand::draw).toList();
    double size = uniform(random, SMALLEST, LARGEST);
    double centreX = Ink.SIDE / 2.0 + uniform(random, -OFF_CENTRE, OFF_CENTRE);
    double centreY = Ink.SIDE / 2.0 + uniform(random, -OFF_CENTRE, OFF_CENTRE);
    List<Stroke> fitted = Fit.to(drawn, size, centreX, centreY);
    double radius = uniform(random, THINNEST, THICKEST);
    return Ink.draw(fitted, radius, uniform(random, SHARPEST, SOFTEST));
  }
}
