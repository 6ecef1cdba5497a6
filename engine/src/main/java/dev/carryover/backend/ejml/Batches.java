package dev.carryover.backend.ejml;

import dev.carryover.backend.Targets;
import dev.carryover.data.Examples;
import dev.carryover.network.NetworkSpec;
import org.ejml.simple.SimpleMatrix;

/** Bound examples and targets, handed out as matrices of one batch: an example a row. */
final class Batches {
  private final Examples examples;
  private final Targets targets;
  private final int outputs;

  Batches(NetworkSpec network, Examples examples, Targets targets) {
    requireWidth(network, examples);
    this.examples = examples;
    this.targets = targets.requireFit(network.inputs(), network.outputs(), examples.count());
    this.outputs = network.outputs();
  }

  int count() {
    return examples.count();
  }

  /** x, {@code [B][I]}. */
  SimpleMatrix inputs(int[] batch) {
    return matrix(examples.select(batch));
  }

  /** y, {@code [B][O]}. */
  SimpleMatrix targets(int[] batch) {
    return switch (targets) {
      case Targets.Inputs() -> inputs(batch);
      case Targets.Labels labels -> {
        SimpleMatrix y = new SimpleMatrix(batch.length, outputs);
        for (int i = 0; i < batch.length; i++) {
          y.set(i, labels.label(batch[i]), 1);
        }
        yield y;
      }
    };
  }

  /** All of some examples as a matrix {@code [n][I]}. */
  static SimpleMatrix matrix(NetworkSpec network, Examples examples) {
    requireWidth(network, examples);
    return matrix(examples);
  }

  private static SimpleMatrix matrix(Examples examples) {
    SimpleMatrix x = new SimpleMatrix(examples.count(), examples.features());
    for (int i = 0; i < examples.count(); i++) {
      for (int j = 0; j < examples.features(); j++) {
        x.set(i, j, examples.value(i, j));
      }
    }
    return x;
  }

  private static void requireWidth(NetworkSpec network, Examples examples) {
    if (examples.features() != network.inputs()) {
      throw new IllegalArgumentException(
          "%s takes examples of %d values, found %d"
              .formatted(network, network.inputs(), examples.features()));
    }
  }
}
