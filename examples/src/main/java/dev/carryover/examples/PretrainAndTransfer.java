package dev.carryover.examples;

import static dev.carryover.network.Activation.RELU;
import static dev.carryover.network.Activation.SIGMOID;
import static dev.carryover.network.Activation.SOFTMAX;
import static dev.carryover.program.Loss.BINARY_CROSS_ENTROPY;
import static dev.carryover.program.Loss.SOFTMAX_CROSS_ENTROPY;
import static dev.carryover.training.Shuffle.Policy.EVERY_EPOCH;

import dev.carryover.backend.Predictions;
import dev.carryover.backend.Session;
import dev.carryover.backend.Targets;
import dev.carryover.backend.TrainingState;
import dev.carryover.data.DataSet;
import dev.carryover.data.Examples;
import dev.carryover.data.LabeledExamples;
import dev.carryover.data.synthetic.SyntheticDigits;
import dev.carryover.network.NetworkSpec;
import dev.carryover.program.Optimizer;
import dev.carryover.program.TrainingProgram;
import dev.carryover.training.Calibration;
import dev.carryover.training.CarriedLayers;
import dev.carryover.training.EpochLoop;
import dev.carryover.training.Initializer;
import dev.carryover.training.SeedSequence;
import dev.carryover.training.Shuffle;
import dev.carryover.weights.Layout;
import dev.carryover.weights.NetworkWeights;
import dev.carryover.weights.NetworkWeights.Head;
import dev.carryover.weights.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Pretrains autoencoders on digits without labels, keeps them in a file that PyTorch reads, too,
 * and carries their encoders over into classifiers that see few labels.
 */
public final class PretrainAndTransfer {
  private static final int REPLICAS = 5;
  private static final SeedSequence SEEDS = new SeedSequence(1);
  private static final Initializer FRESH = new Initializer.GlorotUniform();

  private static final NetworkSpec AUTOENCODER =
      NetworkSpec.builder(784).dense(64, RELU).dense(784, SIGMOID).build();
  private static final NetworkSpec CLASSIFIER =
      NetworkSpec.builder(784).dense(64, RELU).dense(10, SOFTMAX).build();

  private PretrainAndTransfer() {}

  /** Writes autoencoders that have been trained on images, stacked as PyTorch stacks modules. */
  static void pretrain(Examples images, int epochs, Path file) throws IOException {
    TrainingProgram program =
        TrainingProgram.builder(AUTOENCODER, BINARY_CROSS_ENTROPY).replicas(REPLICAS).build();
    try (Session session = started(program, images, new Targets.Inputs(), FRESH)) {
      EpochLoop.train(session, orders(images), epochs);
      double[] parameters = session.state().parameters();
      Files.write(
          file,
          Safetensors.encode(
              NetworkWeights.stacked(AUTOENCODER, Head.decoder(1), parameters, Layout.TORCH),
              Map.of()));
    }
  }

  /** What classifiers predict whose first layer has its parameters from a file and keeps them. */
  static Predictions transfer(Path file, LabeledExamples train, Examples test, int epochs) {
    double[] pretrained = NetworkWeights.read(file, AUTOENCODER, Head.decoder(1));
    return classify(train, test, epochs, new CarriedLayers(AUTOENCODER, pretrained, 1, FRESH), 0);
  }

  /** What classifiers predict that have been trained from a start, some layers frozen. */
  static Predictions classify(
      LabeledExamples train, Examples test, int epochs, Initializer start, Integer... frozen) {
    TrainingProgram program =
        TrainingProgram.builder(CLASSIFIER, SOFTMAX_CROSS_ENTROPY)
            .optimizer(Optimizer.Adam.withDefaults(), 0.01)
            .batchSize(10)
            .replicas(REPLICAS)
            .frozen(frozen)
            .build();
    Targets labels = new Targets.Labels(train.labels());
    try (Session session = started(program, train.images(), labels, start)) {
      EpochLoop.train(session, orders(train.images()), epochs);
      return session.predict(test);
    }
  }

  private static Session started(
      TrainingProgram program, Examples images, Targets targets, Initializer start) {
    Session session = Calibration.auto(program, images, targets).compile(program);
    session.bind(images, targets);
    session.load(TrainingState.initial(program, start.draw(program.network(), REPLICAS, SEEDS)));
    return session;
  }

  private static Shuffle orders(Examples images) {
    return new Shuffle(images.count(), REPLICAS, EVERY_EPOCH, SEEDS);
  }

  /** Prints how classifiers of 100 labels do on 1,000 digits, with and without pretraining. */
  public static void main(String[] arguments) throws IOException {
    DataSet digits = SyntheticDigits.dataSet(2_000, 1_000, 1);
    LabeledExamples test = digits.test().orElseThrow();
    LabeledExamples few = digits.train().select(IntStream.range(0, 100).toArray());
    Path file = Path.of(arguments.length == 1 ? arguments[0] : "autoencoders.safetensors");
    pretrain(digits.train().images(), 20, file);
    print("pretrained, frozen", transfer(file, few, test.images(), 30), test);
    print("from scratch", classify(few, test.images(), 30, FRESH), test);
  }

  private static void print(String name, Predictions predictions, LabeledExamples test) {
    double mean = DoubleStream.of(predictions.accuracy(test.labels())).average().orElseThrow();
    System.out.printf("%s: accuracy %.3f%n", name, mean);
  }
}
