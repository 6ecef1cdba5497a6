package dev.carryover.experiments.evaluation;

import dev.carryover.backend.Predictions;
import dev.carryover.backend.Session;
import dev.carryover.data.Examples;
import dev.carryover.data.LabeledExamples;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Examples to measure a network on, cut into chunks so that the predictions of many replicas fit in
 * memory.
 */
public final class EvaluationSet {
  private static final int CHUNK = 500;

  private final String name;
  private final LabeledExamples examples;
  private final List<Examples> chunks = new ArrayList<>();

  /**
   * @param name what the records call it: {@code train}, {@code test}, {@code fullTest}
   */
  public EvaluationSet(String name, LabeledExamples examples) {
    this.name = name;
    this.examples = examples;
    for (int from = 0; from < examples.count(); from += CHUNK) {
      int to = Math.min(from + CHUNK, examples.count());
      chunks.add(examples.images().select(IntStream.range(from, to).toArray()));
    }
  }

  /** What the records call it. */
  public String name() {
    return name;
  }

  /** The examples, with their labels. */
  public LabeledExamples examples() {
    return examples;
  }

  /** Hears of predictions. */
  interface Visitor {
    /**
     * One image's prediction by one replica: {@code predictions[offset … offset + outputs − 1]}.
     *
     * @param example the image's index in the set
     */
    void visit(int replica, int example, float[] predictions, int offset);
  }

  /** Has every replica predict every example. */
  void predict(Session session, Visitor visitor) {
    int first = 0;
    for (Examples chunk : chunks) {
      Predictions predictions = session.predict(chunk);
      for (int r = 0; r < predictions.replicas(); r++) {
        for (int i = 0; i < chunk.count(); i++) {
          visitor.visit(r, first + i, predictions.values(), predictions.offset(r, i));
        }
      }
      first += chunk.count();
    }
  }
}
