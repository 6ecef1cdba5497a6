package dev.carryover.experiments.evaluation;

import dev.carryover.backend.Session;
import dev.carryover.data.Examples;
import dev.carryover.data.LabeledExamples;
import dev.carryover.experiments.plan.Reading;
import dev.carryover.experiments.plan.Stage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Measures all replicas of a session on a set in one pass: each example is predicted once for all
 * metrics, in chunks of at most {@value #CHUNK_BYTES} bytes of predictions whatever the number of
 * replicas.
 */
public final class Evaluation {
  private static final int CHUNK_BYTES = 32 << 20;

  private final List<Integer> parts;
  private final int replicas;
  private final int outputs;
  private final boolean reconstruct;
  private final Reading reading;

  /**
   * @param stage what is measured of it
   * @param parts how many of the replicas, one part after another, have figures of their own: their
   *     sum is R
   * @param outputs O, the length of one prediction
   */
  public Evaluation(Stage stage, List<Integer> parts, int outputs) {
    this.parts = List.copyOf(parts);
    this.replicas = parts.stream().mapToInt(Integer::intValue).sum();
    this.outputs = outputs;
    this.reconstruct = stage.reconstructs();
    this.reading = stage.measure().reading();
  }

  /**
   * Every replica's figures on a set, part by part.
   *
   * @param encoder predicts the codes that the session's predictions are compared with, {@code
   *     [R][n][O]}; empty where they are compared with the examples or their labels
   */
  public List<SetFigures> measure(Session session, Optional<Session> encoder, EvaluationSet set) {
    LabeledExamples examples = set.examples();
    Tally[] tallies =
        IntStream.range(0, replicas)
            .mapToObj(r -> new Tally(examples.classes(), reading, reconstruct))
            .toArray(Tally[]::new);
    int most = chunk(replicas, outputs);
    for (int from = 0; from < examples.count(); from += most) {
      int first = from;
      int count = Math.min(most, examples.count() - from);
      Examples chunk = examples.images().select(IntStream.range(first, first + count).toArray());
      float[] predictions = session.predict(chunk).values();
      Optional<float[]> codes = encoder.map(with -> with.predict(chunk).values());
      IntStream.range(0, replicas)
          .parallel()
          .forEach(
              r -> add(tallies[r], r, set, first, chunk, predictions, codes, r * count * outputs));
    }
    List<SetFigures> figures = new ArrayList<>();
    int end = 0;
    for (int part : parts) {
      figures.add(Tally.figures(Arrays.copyOfRange(tallies, end, end + part)));
      end += part;
    }
    return figures;
  }

  /** How many examples of R predictions each are predicted at once. */
  public static int chunk(int replicas, int outputs) {
    return (int) Math.max(1, CHUNK_BYTES / (4L * replicas * outputs));
  }

  /** Adds one replica's predictions of a chunk, which begin at an offset. */
  private void add(
      Tally tally,
      int replica,
      EvaluationSet set,
      int first,
      Examples chunk,
      float[] predictions,
      Optional<float[]> codes,
      int offset) {
    float[] target = new float[outputs];
    for (int i = 0; i < chunk.count(); i++) {
      if (set.counts(replica, first + i)) {
        int label = set.examples().label(first + i);
        int place = offset + i * outputs;
        if (codes.isPresent()) {
          System.arraycopy(codes.get(), place, target, 0, outputs);
        } else if (reconstruct) {
          chunk.copyTo(i, i + 1, target, 0);
        } else {
          Arrays.fill(target, 0);
          target[label] = 1;
        }
        tally.add(label, target, predictions, place);
      }
    }
  }
}
