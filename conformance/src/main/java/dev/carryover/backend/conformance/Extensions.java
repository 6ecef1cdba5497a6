package dev.carryover.backend.conformance;

import static dev.carryover.backend.conformance.Subject.network;
import static dev.carryover.network.Activation.IDENTITY;
import static dev.carryover.network.Activation.RELU;
import static dev.carryover.network.Activation.SIGMOID;
import static dev.carryover.network.Activation.SOFTMAX;
import static dev.carryover.network.Activation.TANH;
import static dev.carryover.program.Loss.BINARY_CROSS_ENTROPY;
import static dev.carryover.program.Loss.SOFTMAX_CROSS_ENTROPY;
import static dev.carryover.program.Loss.SQUARED_ERROR;

import dev.carryover.network.DenseSpec;
import dev.carryover.network.NetworkSpec;
import dev.carryover.program.Corruption;
import dev.carryover.program.Loss;
import dev.carryover.program.Optimizer;
import dev.carryover.program.TrainingProgram;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Programs beyond plain ones: corrupted inputs, decayed weights, tied layers, values and codes as
 * targets.
 */
final class Extensions {
  private static final Optimizer SGD = new Optimizer.Sgd();
  private static final Optimizer MOMENTUM = new Optimizer.Momentum(0.9, 0.5);

  /** Seeds whose halves differ, and a replica without noise between two with. */
  private static final List<Corruption> CORRUPTIONS =
      List.of(
          new Corruption(0.3, 0x1234_5678_9ABC_DEF0L), Corruption.NONE, new Corruption(0.75, -7));

  private static final List<Double> DECAYS = List.of(0.1, 0.0, 0.5);

  private Extensions() {}

  static Stream<Subject> all() {
    return Stream.of(corruption(), decay(), tying(), values(), codes(), zeros())
        .flatMap(subjects -> subjects);
  }

  /** Batches that are no multiple of the four examples that share a random block. */
  private static Stream<Subject> corruption() {
    TrainingProgram autoencoder =
        program(network(35, 9, RELU, 35, SIGMOID), BINARY_CROSS_ENTROPY, SGD, 0.1)
            .withCorruptions(CORRUPTIONS);
    TrainingProgram classifier =
        program(network(21, 40, TANH, 6, SOFTMAX), SOFTMAX_CROSS_ENTROPY, MOMENTUM, 0.2)
            .withCorruptions(CORRUPTIONS);
    TrainingProgram single =
        program(NetworkSpec.of(new DenseSpec(13, 13, IDENTITY)), SQUARED_ERROR, SGD, 0.02)
            .withCorruptions(CORRUPTIONS);
    return Stream.of(
        Subject.of("corrupted autoencoder", autoencoder, 17, true),
        Subject.of("corrupted classifier", classifier, 17, false),
        Subject.of("corrupted single layer", single, 17, true));
  }

  /** Inputs that are 0 for the most part, with a backend free to leave their products out. */
  private static Stream<Subject> zeros() {
    TrainingProgram classifier =
        program(network(131, 41, RELU, 7, SOFTMAX), SOFTMAX_CROSS_ENTROPY, MOMENTUM, 0.2);
    TrainingProgram autoencoder =
        program(network(67, 33, TANH, 67, SIGMOID), BINARY_CROSS_ENTROPY, SGD, 0.05);
    TrainingProgram single =
        program(NetworkSpec.of(new DenseSpec(43, 43, IDENTITY)), SQUARED_ERROR, SGD, 0.02);
    return Stream.of(
            Subject.of(
                "weight decay, classifier of zeros",
                classifier.withWeightDecays(DECAYS),
                17,
                false),
            Subject.of("autoencoder of zeros", autoencoder, 17, true),
            Subject.of(
                "corrupted autoencoder of zeros",
                autoencoder.withCorruptions(CORRUPTIONS),
                17,
                true),
            Subject.of("single layer of zeros", single, 17, true),
            Subject.of(
                "weight decay, Adam of zeros",
                program(network(90, 65, SIGMOID, 5, TANH), SQUARED_ERROR, Subjects.ADAM, 0.05)
                    .withWeightDecays(DECAYS),
                17,
                false),
            Subject.of("tied autoencoder of zeros", tied(), 17, true),
            Subject.of("frozen layer of zeros", classifier.withFrozen(Set.of(0)), 17, false))
        .map(Subject::withZeros);
  }

  private static TrainingProgram tied() {
    return program(network(41, 19, RELU, 41, SIGMOID).withTiedDecoder(), SQUARED_ERROR, SGD, 0.05);
  }

  private static Stream<Subject> decay() {
    return Stream.of(SGD, MOMENTUM, Subjects.ADAM)
        .map(optimizer ->
            Subject.of(
                "weight decay, " + optimizer,
                program(network(33, 16, RELU, 9, SIGMOID), SQUARED_ERROR, optimizer, 0.05)
                    .withWeightDecays(DECAYS),
                17,
                false));
  }

  private static Stream<Subject> tying() {
    NetworkSpec shallow = network(41, 19, RELU, 41, SIGMOID).withTiedDecoder();
    NetworkSpec deep =
        NetworkSpec.of(
                new DenseSpec(29, 17, TANH),
                new DenseSpec(17, 8, SIGMOID),
                new DenseSpec(8, 17, RELU),
                new DenseSpec(17, 29, IDENTITY))
            .withTiedDecoder();
    NetworkSpec inside =
        NetworkSpec.of(
            new DenseSpec(11, 21, TANH),
            new DenseSpec(21, 10, RELU),
            new DenseSpec(10, 21, TANH).tiedTo(1),
            new DenseSpec(21, 5, SOFTMAX));
    NetworkSpec square =
        NetworkSpec.of(
            new DenseSpec(9, 9, TANH),
            new DenseSpec(9, 9, TANH).tiedTo(0),
            new DenseSpec(9, 3, SIGMOID));
    return Stream.of(
        Subject.of("tied autoencoder", program(shallow, SQUARED_ERROR, SGD, 0.05), 17, true),
        Subject.of(
            "tied autoencoder, large",
            program(
                network(300, 70, RELU, 300, SIGMOID).withTiedDecoder(),
                BINARY_CROSS_ENTROPY,
                MOMENTUM,
                0.01),
            33,
            true),
        Subject.of("tied, four layers", program(deep, SQUARED_ERROR, MOMENTUM, 0.02), 17, true),
        Subject.of("tied inside", program(inside, SOFTMAX_CROSS_ENTROPY, SGD, 0.1), 17, false),
        Subject.of(
            "tied with a softmax",
            program(
                network(6, 4, TANH, 6, SOFTMAX).withTiedDecoder(), SOFTMAX_CROSS_ENTROPY, SGD, 0.1),
            17,
            false),
        Subject.of(
            "tied and frozen",
            program(square, SQUARED_ERROR, SGD, 0.1).withFrozen(Set.of(0, 1)),
            17,
            false),
        Subject.of(
            "tied before frozen",
            program(square, SQUARED_ERROR, SGD, 0.1).withFrozen(Set.of(2)),
            17,
            false),
        Subject.of(
            "tied, corrupted and decayed",
            program(shallow, BINARY_CROSS_ENTROPY, Subjects.ADAM, 0.02)
                .withCorruptions(CORRUPTIONS)
                .withWeightDecays(DECAYS),
            17,
            true));
  }

  private static Stream<Subject> values() {
    NetworkSpec narrow = network(14, 8, RELU, 10, IDENTITY);
    return Stream.of(
        Subject.of("values", program(narrow, SQUARED_ERROR, SGD, 0.1), 17, false)
            .withDistributions(),
        Subject.of(
                "values behind a frozen layer",
                program(narrow, SQUARED_ERROR, SGD, 0.1).withFrozen(Set.of(0)),
                17,
                false)
            .withDistributions(),
        Subject.of(
                "values as probabilities",
                program(network(14, 8, TANH, 10, SIGMOID), BINARY_CROSS_ENTROPY, SGD, 0.1),
                17,
                false)
            .withDistributions(),
        Subject.of(
                "values as a distribution",
                program(network(14, 8, TANH, 10, SOFTMAX), SOFTMAX_CROSS_ENTROPY, SGD, 0.1),
                17,
                false)
            .withDistributions());
  }

  /** One layer of a stack in greedy pretraining, behind one that is frozen and behind two. */
  private static Stream<Subject> codes() {
    NetworkSpec second =
        NetworkSpec.of(
            new DenseSpec(15, 12, SIGMOID),
            new DenseSpec(12, 9, TANH),
            new DenseSpec(9, 12, SIGMOID));
    NetworkSpec third =
        NetworkSpec.of(
            new DenseSpec(7, 15, RELU),
            new DenseSpec(15, 33, TANH),
            new DenseSpec(33, 17, RELU),
            new DenseSpec(17, 33, IDENTITY).tiedTo(2));
    TrainingProgram plain = program(second, SQUARED_ERROR, MOMENTUM, 0.1).withFrozen(Set.of(0));
    TrainingProgram corrupted =
        program(second, BINARY_CROSS_ENTROPY, SGD, 0.1)
            .withFrozen(Set.of(0))
            .withCorruptions(CORRUPTIONS);
    TrainingProgram tied =
        program(third, SQUARED_ERROR, SGD, 0.02)
            .withFrozen(Set.of(0, 1))
            .withCorruptions(CORRUPTIONS);
    TrainingProgram nothingFrozen =
        program(network(11, 6, TANH, 11, SIGMOID), SQUARED_ERROR, SGD, 0.1)
            .withCorruptions(CORRUPTIONS);
    TrainingProgram labelled =
        program(network(21, 14, TANH, 6, SOFTMAX), SOFTMAX_CROSS_ENTROPY, SGD, 0.2)
            .withFrozen(Set.of(0))
            .withCorruptions(CORRUPTIONS);
    return Stream.of(
        Subject.of("code", plain, 17, false).withCode(),
        Subject.of("corrupted code", corrupted, 17, false).withCode(),
        Subject.of("tied, corrupted code", tied, 17, false).withCode(),
        Subject.of("corrupted code of no layer", nothingFrozen, 17, false).withCode(),
        Subject.of("corrupted behind a frozen layer", labelled, 17, false));
  }

  private static TrainingProgram program(
      NetworkSpec network, Loss loss, Optimizer optimizer, double rate) {
    return TrainingProgram.of(network, loss, optimizer, rate, 6, 3);
  }
}
