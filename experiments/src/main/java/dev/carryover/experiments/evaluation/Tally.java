package dev.carryover.experiments.evaluation;

import dev.carryover.experiments.plan.Metric;
import dev.carryover.experiments.plan.Reading;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** What one replica's predictions on a set add up to, class by class. */
final class Tally {
  private final Reading reading;
  private final boolean reconstruct;
  private final Sums raw;
  private final Sums snapped;
  private final long[] counts;
  private final long[][] confusion;
  private final double[] mean;
  private final double[] squares;

  /**
   * @param reading how outputs are read for the confusion and the spread; snapped outputs are
   *     measured only where it is {@code SNAPPED}
   * @param reconstruct whether there is no label to predict
   */
  Tally(int classes, Reading reading, boolean reconstruct) {
    this.reading = reading;
    this.reconstruct = reconstruct;
    this.raw = new Sums(classes);
    this.snapped = new Sums(classes);
    this.counts = new long[classes];
    this.confusion = new long[classes][classes];
    this.mean = new double[classes];
    this.squares = new double[classes];
  }

  /** Squared errors and misclassified examples of each class, for one reading. */
  private static final class Sums {
    private final double[] squaredErrors;
    private final long[] wrong;

    Sums(int classes) {
      squaredErrors = new double[classes];
      wrong = new long[classes];
    }
  }

  /** Adds one prediction, which begins at an offset and is as long as its target. */
  void add(int label, float[] target, float[] predictions, int offset) {
    double error = add(raw, Reading.RAW, label, target, predictions, offset);
    if (reading == Reading.SNAPPED) {
      error = add(snapped, Reading.SNAPPED, label, target, predictions, offset);
    }
    counts[label]++;
    // Welford 1962: the mean and the sum of squared deviations, updated value by value.
    double difference = error - mean[label];
    mean[label] += difference / counts[label];
    squares[label] += difference * (error - mean[label]);
  }

  private double add(
      Sums sums, Reading as, int label, float[] target, float[] predictions, int offset) {
    double sum = 0;
    int largest = 0;
    float most = Float.NEGATIVE_INFINITY;
    for (int j = 0; j < target.length; j++) {
      float output = as.read(predictions[offset + j]);
      double difference = output - (double) target[j];
      sum += difference * difference;
      if (output > most) {
        most = output;
        largest = j;
      }
    }
    double error = sum / target.length;
    sums.squaredErrors[label] += error;
    if (!reconstruct) {
      sums.wrong[label] += largest == label ? 0 : 1;
      if (as == reading) {
        confusion[label][largest]++;
      }
    }
    return error;
  }

  /** What the tallies of all replicas come to. */
  static SetFigures figures(Tally[] tallies) {
    Tally any = tallies[0];
    int classes = any.counts.length;
    List<Scores> byClass = new ArrayList<>();
    List<ClassError> errors = new ArrayList<>();
    for (int c = 0; c < classes; c++) {
      byClass.add(any.counts[c] == 0 ? new Scores(Map.of()) : scores(tallies, c, c + 1));
      if (any.counts[c] > 0) {
        errors.add(classError(tallies, c));
      }
    }
    return new SetFigures(
        scores(tallies, 0, classes),
        byClass,
        errors,
        any.reconstruct ? Optional.empty() : Optional.of(confusion(tallies)));
  }

  private static Scores scores(Tally[] tallies, int from, int to) {
    Map<Metric, List<Double>> values = new EnumMap<>(Metric.class);
    for (Metric metric : Metric.values()) {
      if (tallies[0].has(metric)) {
        values.put(metric, each(tallies, tally -> tally.mean(metric, from, to)));
      }
    }
    return new Scores(values);
  }

  private boolean has(Metric metric) {
    return (metric.reading() == Reading.RAW || reading == Reading.SNAPPED)
        && !(reconstruct && metric.isFraction());
  }

  /** A metric's mean over the examples of the classes from (inclusive) and to (exclusive). */
  private double mean(Metric metric, int from, int to) {
    Sums sums = metric.reading() == Reading.RAW ? raw : snapped;
    double sum = 0;
    long count = 0;
    for (int c = from; c < to; c++) {
      sum += metric.isFraction() ? sums.wrong[c] : sums.squaredErrors[c];
      count += counts[c];
    }
    return sum / count;
  }

  private static ClassError classError(Tally[] tallies, int c) {
    return new ClassError(
        c,
        Math.toIntExact(tallies[0].counts[c]),
        each(tallies, tally -> tally.mean[c]),
        each(tallies, tally -> Math.sqrt(tally.squares[c] / tally.counts[c])));
  }

  private static List<Double> each(Tally[] tallies, ToDoubleFunction<Tally> value) {
    return Arrays.stream(tallies).map(value::applyAsDouble).toList();
  }

  private static Confusion confusion(Tally[] tallies) {
    int classes = tallies[0].counts.length;
    List<List<Long>> rows = new ArrayList<>();
    for (int label = 0; label < classes; label++) {
      long[] row = new long[classes];
      for (Tally tally : tallies) {
        for (int c = 0; c < classes; c++) {
          row[c] += tally.confusion[label][c];
        }
      }
      rows.add(Arrays.stream(row).boxed().toList());
    }
    return new Confusion(rows);
  }
}
