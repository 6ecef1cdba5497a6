package dev.carryover.experiments.protocol;

import dev.carryover.data.LabeledExamples;
import dev.carryover.experiments.evaluation.EvaluationSet;
import java.util.List;

/** The autoencoder of Problem 1. */
public final class Pretraining {
  private Pretraining() {}

  /** Trains R autoencoders on every training image. */
  public static Trained run(Setup setup, Protocol protocol) {
    return run(setup, protocol, Run.AUTOENCODER, setup.split().train());
  }

  static Trained run(Setup setup, Protocol protocol, Run run, LabeledExamples examples) {
    List<EvaluationSet> sets =
        List.of(
            new EvaluationSet("train", examples), new EvaluationSet("test", setup.split().test()));
    Training training = new Training(setup, protocol, run, examples, sets);
    return training.run(Networks.start(training.program(), setup.seeds()));
  }
}
