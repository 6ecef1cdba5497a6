package dev.carryover.backend;

import dev.carryover.data.Examples;
import dev.carryover.network.Activation;
import dev.carryover.network.NetworkSpec;
import dev.carryover.program.Loss;
import dev.carryover.program.TrainingProgram;

/** What the outputs are compared with. */
public sealed interface Targets {

  /** Each example is its own target: y = x. The network must have as many outputs as inputs. */
  record Inputs() implements Targets {}

  /**
   * Each example's target is what enters the first layer that trains, before it is corrupted: the
   * code that the frozen layers below make of it, and each replica's is another. So stacked
   * autoencoders are pretrained one layer at a time (Bengio, Lamblin, Popovici and Larochelle 2007,
   * <i>Greedy layer-wise training of deep networks</i>). Where no leading layer is frozen the code
   * is the example itself, as with {@link Inputs}. The network must have as many outputs as its
   * first layer that trains has inputs.
   */
  record Code() implements Targets {}

  /** Each example's target is 1 at its label and 0 elsewhere. */
  final class Labels implements Targets {
    private final int[] labels;

    /**
     * Copies the labels.
     *
     * @param labels {@code [n]}, each from 0 to the number of the network's outputs − 1
     */
    public Labels(int... labels) {
      this.labels = labels.clone();
    }

    /** The number of examples, n. */
    public int count() {
      return labels.length;
    }

    /** The label of an example. */
    public int label(int example) {
      return labels[example];
    }
  }

  /**
   * Each example's target is a row of numbers: regression, or the reconstruction of something else
   * than the input.
   *
   * @param rows {@code [n][O]}
   */
  record Values(Examples rows) implements Targets {}

  /**
   * These targets, if they fit a program and its examples.
   *
   * @throws IllegalArgumentException if examples or codes are to be targets but are not as many
   *     values as the network has outputs, there are more or fewer labels or rows than examples, a
   *     label has no output, a row has not as many values as the network has outputs, or the loss
   *     is not defined for a target
   */
  default Targets requireFit(TrainingProgram program, Examples examples) {
    NetworkSpec network = program.network();
    switch (this) {
      case Inputs() -> {
        if (network.inputs() != network.outputs()) {
          throw new IllegalArgumentException(
              "a network that reconstructs needs as many outputs as inputs, found %d and %d"
                  .formatted(network.outputs(), network.inputs()));
        }
        requireDefined(program.loss(), examples);
      }
      case Code() -> requireCode(program, examples);
      case Labels labels -> requireOutputs(labels, network.outputs(), examples.count());
      case Values(Examples rows) -> {
        if (rows.count() != examples.count() || rows.features() != network.outputs()) {
          throw new IllegalArgumentException(
              "expected targets of %d examples by %d outputs, found %d by %d"
                  .formatted(examples.count(), network.outputs(), rows.count(), rows.features()));
        }
        requireDefined(program.loss(), rows);
      }
    }
    return this;
  }

  private static void requireCode(TrainingProgram program, Examples examples) {
    NetworkSpec network = program.network();
    int first = program.firstTrainedLayer();
    int code = network.layer(first).inputs();
    if (code != network.outputs()) {
      throw new IllegalArgumentException(
          "a network that reconstructs a code needs as many outputs as the code has values, found"
              + " %d and %d".formatted(network.outputs(), code));
    }
    if (first == 0) {
      requireDefined(program.loss(), examples);
    } else {
      Activation activation = network.layer(first - 1).activation();
      if (!program.loss().isDefinedFor(activation)) {
        throw new IllegalArgumentException(
            "%s is not defined for every code of %s".formatted(program.loss(), activation));
      }
    }
  }

  private static void requireOutputs(Labels labels, int outputs, int examples) {
    if (labels.count() != examples) {
      throw new IllegalArgumentException(
          "expected %d labels, found %d".formatted(examples, labels.count()));
    }
    for (int i = 0; i < examples; i++) {
      if (labels.label(i) < 0 || labels.label(i) >= outputs) {
        throw new IllegalArgumentException(
            "label %d of example %d has none of the %d outputs"
                .formatted(labels.label(i), i, outputs));
      }
    }
  }

  private static void requireDefined(Loss loss, Examples rows) {
    for (int i = 0; i < rows.count(); i++) {
      loss.requireTarget(i, rows.row(i));
    }
  }
}
