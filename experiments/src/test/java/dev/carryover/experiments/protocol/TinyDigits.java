package dev.carryover.experiments.protocol;

import dev.carryover.backend.Backends;
import dev.carryover.data.Examples;
import dev.carryover.data.ImageSize;
import dev.carryover.data.LabeledExamples;
import dev.carryover.data.Split;
import dev.carryover.training.SeedSequence;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Images of two by three pixels and ten classes, small enough to train on in an instant. */
final class TinyDigits {
  static final ImageSize SIZE = new ImageSize(2, 3);
  static final int PIXELS = SIZE.pixels();
  static final int TRAIN = 70;
  static final int TEST = 30;

  private TinyDigits() {}

  /** Random images, labels 0 to 9 in turn. */
  static Split split() {
    return split(i -> i % 10);
  }

  /** Random images with the given labels, in the full test set too. */
  static Split split(IntUnaryOperator label) {
    return new Split(
        SIZE,
        examples("train", TRAIN, label),
        examples("test", TEST, label),
        Optional.of(examples("full", 2 * TEST, label)));
  }

  private static LabeledExamples examples(String set, int count, IntUnaryOperator label) {
    RandomGenerator random = new SeedSequence(0).generator(set, 0);
    float[] pixels = new float[count * PIXELS];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = random.nextFloat();
    }
    return new LabeledExamples(
        new Examples(count, PIXELS, pixels), IntStream.range(0, count).map(label).toArray(), 10);
  }

  /** On the reference backend, from seed 3. */
  static Setup setup(Split split, int replicas, int epochs, Observer observer) {
    return new Setup(
        Backends.require("ejml"), split, replicas, epochs, new SeedSequence(3), observer);
  }
}
