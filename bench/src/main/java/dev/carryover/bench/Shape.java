package dev.carryover.bench;

import dev.carryover.backend.Targets;
import dev.carryover.data.LabeledExamples;
import dev.carryover.network.Activation;
import dev.carryover.network.DenseSpec;
import dev.carryover.network.NetworkSpec;
import dev.carryover.program.Loss;
import dev.carryover.program.Optimizer;
import dev.carryover.program.TrainingProgram;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A network's sizes and its batch, written as {@code 784-200-784@32}. As many outputs as inputs are
 * an autoencoder (sigmoid, squared error), otherwise they are classes (softmax, cross-entropy);
 * hidden layers are ReLU, and momentum is averaged, as in the seed's paper.
 *
 * @param sizes inputs, hidden layers, outputs
 * @param batch B
 */
record Shape(List<Integer> sizes, int batch) {
  static final double LEARNING_RATE = 0.01;
  static final double MOMENTUM = 0.9;

  /** Reads a shape. */
  static Shape parse(String text) {
    String[] parts = text.split("@", 2);
    return new Shape(
        Arrays.stream(parts[0].split("-")).map(Integer::valueOf).toList(),
        Integer.parseInt(parts[1]));
  }

  /** Whether the inputs are the targets. */
  boolean reconstructs() {
    return sizes.getFirst().equals(sizes.getLast());
  }

  /** R replicas of it. */
  TrainingProgram program(int replicas) {
    Activation output = reconstructs() ? Activation.SIGMOID : Activation.SOFTMAX;
    List<DenseSpec> layers =
        IntStream.range(1, sizes.size())
            .mapToObj(l ->
                new DenseSpec(
                    sizes.get(l - 1),
                    sizes.get(l),
                    l == sizes.size() - 1 ? output : Activation.RELU))
            .toList();
    return TrainingProgram.of(
        new NetworkSpec(layers),
        reconstructs() ? Loss.SQUARED_ERROR : Loss.SOFTMAX_CROSS_ENTROPY,
        new Optimizer.Momentum(MOMENTUM, MOMENTUM),
        LEARNING_RATE,
        batch,
        replicas);
  }

  /** What its outputs are compared with. */
  Targets targets(LabeledExamples examples) {
    return reconstructs() ? new Targets.Inputs() : new Targets.Labels(examples.labels());
  }
}
