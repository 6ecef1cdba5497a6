package dev.carryover.experiments.evaluation;

import dev.carryover.backend.Session;
import dev.carryover.experiments.evaluation.EvaluationSet.Visitor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Measures all replicas of a session on a set.
 *
 * @param replicas R
 * @param outputs O, the length of one prediction
 * @param reconstruct whether the target is the image itself, or 1 at its label and 0 elsewhere
 */
public record Evaluation(int replicas, int outputs, boolean reconstruct) {

  /**
   * Every replica's scores: squared errors always, error fractions where the target is a label.
   *
   * @param readings raw outputs, snapped outputs, or both
   */
  public Scores scores(Session session, EvaluationSet set, List<Outputs> readings) {
    Map<Metric, double[]> sums = new EnumMap<>(Metric.class);
    List<Visitor> visitors = new ArrayList<>();
    for (Outputs outputs : readings) {
      boolean raw = outputs == Outputs.RAW;
      double[] squares = new double[replicas];
      sums.put(raw ? Metric.SQUARED_ERROR : Metric.SQUARED_ERROR_SNAPPED, squares);
      visitors.add((r, i, p, at) -> squares[r] += squaredError(set, outputs, i, p, at));
      if (!reconstruct) {
        double[] errors = new double[replicas];
        sums.put(raw ? Metric.ERROR : Metric.ERROR_SNAPPED, errors);
        visitors.add((r, i, p, at) ->
            errors[r] += largest(outputs, p, at) == set.examples().label(i) ? 0 : 1);
      }
    }
    predict(session, set, (r, i, p, at) -> visitors.forEach(v -> v.visit(r, i, p, at)));
    Map<Metric, List<Double>> means = new EnumMap<>(Metric.class);
    int count = set.examples().count();
    sums.forEach((metric, sum) ->
        means.put(metric, Arrays.stream(sum).mapToObj(value -> value / count).toList()));
    return new Scores(means);
  }

  /**
   * The scores on each label's examples alone, label by label; of a label without any, no score.
   */
  public List<Scores> scoresByLabel(Session session, EvaluationSet set, List<Outputs> readings) {
    return Arrays.stream(set.examples().byLabel())
        .map(indices ->
            indices.length == 0
                ? new Scores(Map.of())
                : scores(
                    session,
                    new EvaluationSet(set.name(), set.examples().select(indices)),
                    readings))
        .toList();
  }

  /** How often each label was taken for each, summed over the replicas. */
  public Confusion confusion(Session session, EvaluationSet set, Outputs reading) {
    Confusion.Counter counter = new Confusion.Counter(set.examples().classes());
    predict(
        session,
        set,
        (r, i, p, at) -> counter.add(set.examples().label(i), largest(reading, p, at)));
    return counter.confusion();
  }

  /** Every replica's squared error on every image, a mean over the outputs: {@code [R][n]}. */
  public double[][] squaredErrors(Session session, EvaluationSet set, Outputs reading) {
    double[][] errors = new double[replicas][set.examples().count()];
    predict(session, set, (r, i, p, at) -> errors[r][i] = squaredError(set, reading, i, p, at));
    return errors;
  }

  private void predict(Session session, EvaluationSet set, Visitor visitor) {
    set.predict(session, visitor);
  }

  private double squaredError(
      EvaluationSet set, Outputs reading, int example, float[] predictions, int offset) {
    double sum = 0;
    int label = set.examples().label(example);
    for (int j = 0; j < outputs; j++) {
      double target = reconstruct ? set.examples().images().value(example, j) : j == label ? 1 : 0;
      double difference = reading.read(predictions[offset + j]) - target;
      sum += difference * difference;
    }
    return sum / outputs;
  }

  /** The index of the largest output, of equal ones the lowest. */
  private int largest(Outputs reading, float[] predictions, int offset) {
    int best = 0;
    for (int j = 1; j < outputs; j++) {
      if (reading.read(predictions[offset + j]) > reading.read(predictions[offset + best])) {
        best = j;
      }
    }
    return best;
  }
}
