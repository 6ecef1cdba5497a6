package dev.carryover.examples;

import static dev.carryover.network.Activation.RELU;
import static dev.carryover.network.Activation.SOFTMAX;
import static dev.carryover.program.Loss.SOFTMAX_CROSS_ENTROPY;
import static dev.carryover.training.Shuffle.Policy.EVERY_EPOCH;

import dev.carryover.backend.Backends.Choice;
import dev.carryover.backend.Session;
import dev.carryover.backend.Targets;
import dev.carryover.backend.TrainingState;
import dev.carryover.data.DataSet;
import dev.carryover.data.LabeledExamples;
import dev.carryover.data.synthetic.SyntheticDigits;
import dev.carryover.network.NetworkSpec;
import dev.carryover.program.TrainingProgram;
import dev.carryover.training.Calibration;
import dev.carryover.training.EpochLoop;
import dev.carryover.training.Initializer.GlorotUniform;
import dev.carryover.training.SeedSequence;
import dev.carryover.training.Shuffle;
import java.util.DoubleSummaryStatistics;
import java.util.stream.DoubleStream;

/** Trains eight networks together, which differ only in their seeds, and says how much that is. */
public final class EightReplicas {
  private static final int REPLICAS = 8;

  /** The 97.5% quantile of Student's t distribution with 7 degrees of freedom, from any table. */
  private static final double T = 2.3646;

  private EightReplicas() {}

  /**
   * A mean and half the width of its 95% interval.
   *
   * @param mean over the replicas
   * @param margin t·s/√R, s being the standard deviation
   */
  record Estimate(double mean, double margin) {
    static Estimate of(double... values) {
      DoubleSummaryStatistics all = DoubleStream.of(values).summaryStatistics();
      double squares =
          DoubleStream.of(values).map(v -> (v - all.getAverage()) * (v - all.getAverage())).sum();
      double sd = Math.sqrt(squares / (values.length - 1));
      return new Estimate(all.getAverage(), T * sd / Math.sqrt(values.length));
    }
  }

  /** Each replica's accuracy on test images, {@code [8]}, after so many epochs. */
  static double[] accuracies(LabeledExamples train, LabeledExamples test, int epochs) {
    Targets targets = new Targets.Labels(train.labels());
    NetworkSpec network =
        NetworkSpec.builder(train.images().features())
            .dense(50, RELU)
            .dense(train.classes(), SOFTMAX)
            .build();
    TrainingProgram program =
        TrainingProgram.builder(network, SOFTMAX_CROSS_ENTROPY).replicas(REPLICAS).build();
    SeedSequence seeds = new SeedSequence(1);
    Choice choice = Calibration.auto(program, train.images(), targets);
    System.out.println("trains with " + choice);
    try (Session session = choice.compile(program)) {
      session.bind(train.images(), targets);
      session.load(
          TrainingState.initial(program, new GlorotUniform().draw(network, REPLICAS, seeds)));
      EpochLoop.train(session, new Shuffle(train.count(), REPLICAS, EVERY_EPOCH, seeds), epochs);
      return session.predict(test.images()).accuracy(test.labels());
    }
  }

  /** Prints the interval of the accuracy on 1,000 drawn digits after training on 1,000. */
  public static void main(String[] arguments) {
    DataSet digits = SyntheticDigits.dataSet(1_000, 1_000, 1);
    Estimate accuracy = Estimate.of(accuracies(digits.train(), digits.test().orElseThrow(), 10));
    System.out.printf("accuracy %.3f ± %.3f%n", accuracy.mean(), accuracy.margin());
  }
}
