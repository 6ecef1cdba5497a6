package dev.carryover.experiments.protocol;

import dev.carryover.backend.Session;
import dev.carryover.backend.TrainingState;
import dev.carryover.data.LabeledExamples;
import dev.carryover.experiments.evaluation.Evaluation;
import dev.carryover.experiments.evaluation.EvaluationSet;
import dev.carryover.experiments.statistics.Summary;
import dev.carryover.program.TrainingProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.stat.StatUtils;

/** Problem 2: an autoencoder trained on digits 0-4 reconstructs all ten. */
public final class HeldOut {
  static final int FIRST_HELD_OUT = 5;

  private HeldOut() {}

  /**
   * One digit's reconstruction error over its test images.
   *
   * @param digit 0 to 9
   * @param mean MRE: each image's mean squared error over its pixels, averaged over the images
   * @param sd σ: its standard deviation over the images, with their number as divisor, as the
   *     paper's program has it
   */
  public record DigitError(int digit, Summary mean, Summary sd) {}

  /** Trains R autoencoders on the training images of digits 0-4. */
  public static Trained train(Setup setup, Protocol protocol) {
    LabeledExamples all = setup.split().train();
    int[] seen =
        IntStream.range(0, all.count()).filter(i -> all.label(i) < FIRST_HELD_OUT).toArray();
    return Pretraining.run(setup, protocol, Run.HELDOUT, all.select(seen));
  }

  /**
   * Every digit's error on the test images, of any autoencoders.
   *
   * @param state autoencoders' parameters
   */
  public static List<DigitError> errors(Setup setup, Protocol protocol, TrainingState state) {
    TrainingProgram program =
        Networks.program(Run.HELDOUT, protocol, setup.pixels(), setup.classes(), setup.replicas());
    EvaluationSet set = new EvaluationSet("test", setup.split().test());
    double[][] errors;
    try (Session session = setup.choice().backend().compile(program, setup.choice().device())) {
      session.load(state);
      errors =
          new Evaluation(setup.replicas(), setup.pixels(), true)
              .squaredErrors(session, set, protocol.reading());
    }
    int[][] byDigit = set.examples().byLabel();
    List<DigitError> digits = new ArrayList<>();
    for (int digit = 0; digit < byDigit.length; digit++) {
      int[] images = byDigit[digit];
      List<Double> means = new ArrayList<>();
      List<Double> deviations = new ArrayList<>();
      for (double[] replica : errors) {
        double[] values = Arrays.stream(images).mapToDouble(i -> replica[i]).toArray();
        means.add(StatUtils.mean(values));
        deviations.add(Math.sqrt(StatUtils.populationVariance(values)));
      }
      digits.add(new DigitError(digit, Summary.of(means), Summary.of(deviations)));
    }
    return digits;
  }
}
