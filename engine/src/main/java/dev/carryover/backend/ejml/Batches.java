package dev.carryover.backend.ejml;

import dev.carryover.backend.Targets;
import dev.carryover.data.Examples;
import org.ejml.simple.SimpleMatrix;

/**
 * Bound examples and targets, handed out as matrices of one batch: an example a row.
 *
 * @param examples {@code [n][I]}
 * @param targets of as many examples
 * @param outputs O
 */
record Batches(Examples examples, Targets targets, int outputs) {

  /** x, {@code [B][I]}. */
  SimpleMatrix inputs(int[] batch) {
    return matrix(examples.select(batch));
  }

  /**
   * y, {@code [B][O]}.
   *
   * @param code what enters the first layer that trains, {@code [B][I]} of that layer
   */
  SimpleMatrix targets(int[] batch, SimpleMatrix code) {
    return switch (targets) {
      case Targets.Inputs() -> inputs(batch);
      case Targets.Code() -> code;
      case Targets.Values(Examples rows) -> matrix(rows.select(batch));
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
  static SimpleMatrix matrix(Examples examples) {
    SimpleMatrix x = new SimpleMatrix(examples.count(), examples.features());
    for (int i = 0; i < examples.count(); i++) {
      for (int j = 0; j < examples.features(); j++) {
        x.set(i, j, examples.value(i, j));
      }
    }
    return x;
  }
}
