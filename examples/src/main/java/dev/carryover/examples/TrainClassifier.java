package dev.carryover.examples;

import static dev.carryover.network.Activation.RELU;
import static dev.carryover.network.Activation.SOFTMAX;
import static dev.carryover.program.Loss.SOFTMAX_CROSS_ENTROPY;
import static dev.carryover.training.Shuffle.Policy.EVERY_EPOCH;

import dev.carryover.backend.Session;
import dev.carryover.backend.Targets;
import dev.carryover.backend.TrainingState;
import dev.carryover.data.DataSet;
import dev.carryover.data.Examples;
import dev.carryover.data.LabeledExamples;
import dev.carryover.data.synthetic.SyntheticDigits;
import dev.carryover.network.NetworkSpec;
import dev.carryover.program.TrainingProgram;
import dev.carryover.training.Calibration;
import dev.carryover.training.EpochLoop;
import dev.carryover.training.Initializer.GlorotUniform;
import dev.carryover.training.SeedSequence;
import dev.carryover.training.Shuffle;

/** Trains a classifier on arrays. */
public final class TrainClassifier {
  private TrainClassifier() {}

  /**
   * The share of test images, from 0 to 1, that a network classifies rightly after ten epochs.
   *
   * @param pixels {@code [n][784]}, row-major, from 0 to 1; owned by the examples from here on
   * @param labels {@code [n]}, from 0 to 9
   * @param testPixels as {@code pixels}
   * @param testLabels as {@code labels}
   */
  static double accuracy(float[] pixels, int[] labels, float[] testPixels, int[] testLabels) {
    Examples images = new Examples(labels.length, 784, pixels);
    Examples testImages = new Examples(testLabels.length, 784, testPixels);
    Targets targets = new Targets.Labels(labels);

    NetworkSpec network = NetworkSpec.builder(784).dense(200, RELU).dense(10, SOFTMAX).build();
    TrainingProgram program = TrainingProgram.builder(network, SOFTMAX_CROSS_ENTROPY).build();
    SeedSequence seeds = new SeedSequence(1);
    Shuffle orders = new Shuffle(images.count(), program.replicas(), EVERY_EPOCH, seeds);
    double[] start = new GlorotUniform().draw(network, program.replicas(), seeds);

    try (Session session = Calibration.auto(program, images, targets).compile(program)) {
      session.bind(images, targets);
      session.load(TrainingState.initial(program, start));
      EpochLoop.train(session, orders, 10);
      return session.predict(testImages).accuracy(testLabels)[0];
    }
  }

  /** Trains on 2,000 drawn digits and prints how many of 1,000 others are classified rightly. */
  public static void main(String[] arguments) {
    DataSet digits = SyntheticDigits.dataSet(2_000, 1_000, 1);
    LabeledExamples train = digits.train();
    LabeledExamples test = digits.test().orElseThrow();
    double accuracy =
        accuracy(pixels(train.images()), train.labels(), pixels(test.images()), test.labels());
    System.out.printf("accuracy %.3f%n", accuracy);
  }

  static float[] pixels(Examples images) {
    float[] pixels = new float[images.count() * images.features()];
    images.copyTo(0, images.count(), pixels, 0);
    return pixels;
  }
}
