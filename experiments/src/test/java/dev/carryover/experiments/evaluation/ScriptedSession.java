package dev.carryover.experiments.evaluation;

import dev.carryover.backend.Predictions;
import dev.carryover.backend.Session;
import dev.carryover.backend.Targets;
import dev.carryover.backend.TrainingState;
import dev.carryover.data.Examples;
import dev.carryover.program.BatchOrder;

/**
 * A session that predicts what it is told and trains nothing.
 *
 * @param replicas R
 * @param outputs O
 * @param prediction what it predicts
 */
public record ScriptedSession(int replicas, int outputs, Prediction prediction) implements Session {

  /** What a replica's output is for an image. */
  public interface Prediction {
    /**
     * One output.
     *
     * @param image its pixels
     */
    float of(int replica, float[] image, int output);
  }

  @Override
  public Predictions predict(Examples examples) {
    float[] predictions = new float[replicas * examples.count() * outputs];
    int at = 0;
    for (int r = 0; r < replicas; r++) {
      for (int i = 0; i < examples.count(); i++) {
        for (int o = 0; o < outputs; o++) {
          predictions[at++] = prediction.of(r, examples.row(i), o);
        }
      }
    }
    return new Predictions(replicas, examples.count(), outputs, predictions);
  }

  @Override
  public void bind(Examples examples, Targets targets) {
    throw new UnsupportedOperationException("bind");
  }

  @Override
  public void load(TrainingState state) {
    throw new UnsupportedOperationException("load");
  }

  @Override
  public double[] trainEpoch(BatchOrder order) {
    throw new UnsupportedOperationException("trainEpoch");
  }

  @Override
  public TrainingState state() {
    throw new UnsupportedOperationException("state");
  }

  @Override
  public void close() {}
}
