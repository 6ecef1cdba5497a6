package dev.carryover.experiments.protocol;

import dev.carryover.experiments.evaluation.Metric;
import dev.carryover.experiments.evaluation.Outputs;
import dev.carryover.network.Activation;
import dev.carryover.program.Loss;
import dev.carryover.training.Shuffle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How the paper's experiments are run. */
public enum Protocol {
  /**
   * As the authors' program runs them, so that its figures can be checked like for like: one
   * shuffle for all epochs, squared error for Case I and II and cross-entropy for the baseline,
   * only W1 carried over, every prediction snapped, the record of epoch 190 taken as final.
   */
  PUBLISHED,

  /**
   * The question the paper asks, answered soundly: a fresh shuffle every epoch, softmax
   * cross-entropy for every classifier, W1 and b1 carried over, nothing snapped, the state after
   * the last epoch taken as final.
   */
  CORRECTED;

  /** Every so many epochs a record is made. */
  private static final int RECORD_INTERVAL = 10;

  /** Its name in options and files. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  Shuffle.Policy shuffle() {
    return this == PUBLISHED ? Shuffle.Policy.ONCE : Shuffle.Policy.EVERY_EPOCH;
  }

  Activation classifierActivation() {
    return this == PUBLISHED ? Activation.SIGMOID : Activation.SOFTMAX;
  }

  Loss loss(Run run) {
    if (run.reconstructs()) {
      return Loss.SQUARED_ERROR;
    }
    if (this == CORRECTED) {
      return Loss.SOFTMAX_CROSS_ENTROPY;
    }
    // The program's switch for autoencoders stays on for Case I and II.
    return run == Run.BASELINE ? Loss.BINARY_CROSS_ENTROPY : Loss.SQUARED_ERROR;
  }

  boolean carriesBias() {
    return this == CORRECTED;
  }

  /** How predictions are read for {@code Scores}. */
  List<Outputs> readings() {
    return this == PUBLISHED ? List.of(Outputs.RAW, Outputs.SNAPPED) : List.of(Outputs.RAW);
  }

  /** How predictions are read where there is one reading only: confusion matrices and Problem 2. */
  public Outputs reading() {
    return this == PUBLISHED ? Outputs.SNAPPED : Outputs.RAW;
  }

  /**
   * Whether a record is made when so many epochs are done. The paper's program records at the end
   * of its epochs 0, 10, …, which is after 1, 11, … of them, and not at the end of training.
   */
  boolean records(int epochsDone, int epochs) {
    return this == PUBLISHED
        ? epochsDone % RECORD_INTERVAL == 1
        : epochsDone % RECORD_INTERVAL == 0 || epochsDone == epochs;
  }

  /**
   * What the program watches on the test set to stop early: the figure it calls error in that run.
   */
  Optional<Metric> stopMetric(Run run) {
    if (this == CORRECTED) {
      return Optional.empty();
    }
    return Optional.of(reportedMetric(run));
  }

  /** The fraction misclassified as this protocol reads predictions. */
  public Metric fraction() {
    return this == PUBLISHED ? Metric.ERROR_SNAPPED : Metric.ERROR;
  }

  /** The squared error as this protocol reads predictions. */
  public Metric squaredError() {
    return this == PUBLISHED ? Metric.SQUARED_ERROR_SNAPPED : Metric.SQUARED_ERROR;
  }

  /**
   * The figure that stands as "error" in the tables: under {@link #PUBLISHED} what the program
   * recorded.
   */
  public Metric reportedMetric(Run run) {
    if (this == PUBLISHED) {
      return run == Run.BASELINE ? Metric.ERROR_SNAPPED : Metric.SQUARED_ERROR_SNAPPED;
    }
    return run.reconstructs() ? Metric.SQUARED_ERROR : Metric.ERROR;
  }
}
