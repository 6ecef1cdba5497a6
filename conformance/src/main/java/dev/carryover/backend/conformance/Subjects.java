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

import dev.carryover.network.Activation;
import dev.carryover.network.DenseSpec;
import dev.carryover.network.NetworkSpec;
import dev.carryover.program.Loss;
import dev.carryover.program.Optimizer;
import dev.carryover.program.TrainingProgram;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The programs that every backend is tried on. */
final class Subjects {
  private static final Optimizer SGD = new Optimizer.Sgd();
  private static final Optimizer MOMENTUM = new Optimizer.Momentum(0.9, 0);

  // Adam's first step is g / (|g| + ε'): with the usual ε a gradient of rounding noise would move
  // as far as
  // any other, and no two ways of summing would agree.
  static final Optimizer ADAM = new Optimizer.Adam(0.9, 0.999, 1e-2);

  private Subjects() {}

  /**
   * Shapes, activations, losses, optimizers, replicas, batches, freezing, and what {@link
   * Extensions} adds: each as small as it can be.
   */
  static List<Subject> all() {
    return Stream.of(
            shapes(),
            activations(),
            optimizers(),
            replicasAndBatches(),
            freezing(),
            Extensions.all())
        .flatMap(s -> s)
        .toList();
  }

  private static Stream<Subject> shapes() {
    NetworkSpec single = NetworkSpec.of(new DenseSpec(5, 3, TANH));
    NetworkSpec deep =
        NetworkSpec.of(
            new DenseSpec(13, 11, TANH),
            new DenseSpec(11, 1, RELU),
            new DenseSpec(1, 7, SIGMOID),
            new DenseSpec(7, 3, IDENTITY));
    return Stream.of(
        labels("1-1-1", network(1, 1, TANH, 1, IDENTITY), SQUARED_ERROR, 4),
        labels("one layer", single, SQUARED_ERROR, 4),
        labels("four layers", deep, SQUARED_ERROR, 4),
        labels("primes", network(37, 29, RELU, 23, SIGMOID), BINARY_CROSS_ENTROPY, 8),
        labels("wide then narrow", network(130, 67, RELU, 2, SOFTMAX), SOFTMAX_CROSS_ENTROPY, 16),
        labels("classifier", network(784, 200, RELU, 10, SIGMOID), SQUARED_ERROR, 32),
        inputs("small autoencoder", network(23, 5, RELU, 23, SIGMOID), SQUARED_ERROR, 4),
        inputs("autoencoder", network(784, 200, RELU, 784, SIGMOID), SQUARED_ERROR, 32));
  }

  private static Stream<Subject> activations() {
    return Stream.of(Activation.values())
        .flatMap(output ->
            Stream.of(Loss.values())
                .filter(loss -> loss.accepts(output))
                .flatMap(loss ->
                    Stream.of(IDENTITY, RELU, SIGMOID, TANH)
                        .map(hidden ->
                            labels(
                                hidden + ", " + output + ", " + loss,
                                network(19, 17, hidden, 5, output),
                                loss,
                                6))));
  }

  private static Stream<Subject> optimizers() {
    return Stream.of(SGD, MOMENTUM, new Optimizer.Momentum(0.9, 0.9), ADAM)
        .map(optimizer ->
            Subject.of(
                optimizer.toString(),
                TrainingProgram.of(
                    network(33, 16, RELU, 9, SIGMOID),
                    SQUARED_ERROR,
                    optimizer,
                    optimizer.equals(ADAM) ? 0.02 : 0.2,
                    7,
                    3),
                25,
                false));
  }

  private static Stream<Subject> replicasAndBatches() {
    NetworkSpec network = network(21, 13, RELU, 10, SOFTMAX);
    return Stream.of(1, 2, 3, 32)
        .flatMap(replicas ->
            Stream.of(1, 5, 32)
                .map(batch ->
                    Subject.of(
                        "R = %d, B = %d".formatted(replicas, batch),
                        TrainingProgram.of(
                            network, SOFTMAX_CROSS_ENTROPY, SGD, 0.3, batch, replicas),
                        batch == 1 ? 5 : 3 * batch + 2,
                        false)));
  }

  private static Stream<Subject> freezing() {
    NetworkSpec network =
        NetworkSpec.of(
            new DenseSpec(15, 12, RELU), new DenseSpec(12, 9, TANH), new DenseSpec(9, 4, SIGMOID));
    return Stream.of(Set.of(0), Set.of(0, 1), Set.of(1), Set.of(2), Set.of(0, 2))
        .map(frozen ->
            Subject.of(
                "frozen layers " + frozen.stream().sorted().toList(),
                TrainingProgram.of(network, SQUARED_ERROR, MOMENTUM, 0.2, 5, 3).withFrozen(frozen),
                17,
                false));
  }

  private static Subject labels(String name, NetworkSpec network, Loss loss, int batch) {
    return subject(name, network, loss, batch, false);
  }

  private static Subject inputs(String name, NetworkSpec network, Loss loss, int batch) {
    return subject(name, network, loss, batch, true);
  }

  private static Subject subject(
      String name, NetworkSpec network, Loss loss, int batch, boolean reconstruct) {
    // Squared error sums over the outputs: a wide reconstruction wants a smaller rate to stay
    // stable.
    double rate = reconstruct && network.outputs() > 100 ? 0.02 : 0.3;
    TrainingProgram program = TrainingProgram.of(network, loss, SGD, rate, batch, 2);
    return Subject.of(name, program, 2 * batch + 1, reconstruct);
  }
}
