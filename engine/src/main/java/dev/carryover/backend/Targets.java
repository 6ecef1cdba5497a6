package dev.carryover.backend;

/** What the outputs are compared with. */
public sealed interface Targets {

  /** Each example is its own target: y = x. The network must have as many outputs as inputs. */
  record Inputs() implements Targets {}

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

    /** n. */
    public int count() {
      return labels.length;
    }

    /** The label of an example. */
    public int label(int example) {
      return labels[example];
    }
  }

  /**
   * These targets, if they fit a network and a number of examples.
   *
   * @throws IllegalArgumentException if examples are to be their own targets but the network's
   *     inputs and outputs differ in number, there are more or fewer labels than examples, or a
   *     label has no output
   */
  default Targets requireFit(int inputs, int outputs, int examples) {
    switch (this) {
      case Inputs() -> {
        if (inputs != outputs) {
          throw new IllegalArgumentException(
              "a network that reconstructs needs as many outputs as inputs, found %d and %d"
                  .formatted(outputs, inputs));
        }
      }
      case Labels labels -> {
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
    }
    return this;
  }
}
