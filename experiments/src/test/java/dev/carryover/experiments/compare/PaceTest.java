package dev.carryover.experiments.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carryover.backend.Availability;
import dev.carryover.backend.Backend;
import dev.carryover.backend.Backends.Choice;
import dev.carryover.backend.Device;
import dev.carryover.backend.SessionService;
import dev.carryover.backend.Targets;
import dev.carryover.data.Examples;
import dev.carryover.data.LabeledExamples;
import dev.carryover.experiments.papers.Papers;
import dev.carryover.experiments.plan.Stage;
import dev.carryover.program.BatchOrder;
import dev.carryover.program.TrainingProgram;
import dev.carryover.training.SeedSequence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is timed is bounded, whatever an experiment trains. */
class PaceTest {
  private static final int PIXELS = 16;
  private static final int IMAGES = 50_000;
  private static final Device DEVICE = new Device(0, Device.Kind.CPU, "counter", "");

  private final Counting counting = new Counting();
  private final List<String> notes = new ArrayList<>();
  private final LabeledExamples pool =
      new LabeledExamples(
          new Examples(IMAGES, PIXELS, new float[IMAGES * PIXELS]), new int[IMAGES], 10);

  /** A backend that counts what it is given, and trains in no time. */
  private static final class Counting implements Backend {
    private final List<TrainingProgram> programs = new ArrayList<>();
    private final List<Integer> bound = new ArrayList<>();
    private final List<Integer> visited = new ArrayList<>();

    @Override
    public String name() {
      return "counting";
    }

    @Override
    public Availability availability() {
      return new Availability.Ready(List.of(DEVICE));
    }

    @Override
    public SessionService open(TrainingProgram program, Device device) {
      programs.add(program);
      return new SessionService() {
        @Override
        public void bind(Examples examples, Targets targets) {
          bound.add(examples.count());
        }

        @Override
        public void load(double[] parameters, List<double[]> slots) {}

        @Override
        public double[] trainEpoch(BatchOrder order, long[] stepsBefore) {
          visited.add(order.longest());
          return new double[order.replicas()];
        }

        @Override
        public void predict(Examples examples, float[] predictions) {}

        @Override
        public void save(double[] parameters, List<double[]> slots) {}

        @Override
        public void close() {}
      };
    }
  }

  private Pace pace(double budget) {
    return new Pace(new Choice(counting, DEVICE, "planted"), budget, notes::add);
  }

  private double seconds(Pace pace, String key, int replicas, double rate) {
    Stage stage = Papers.experiment(Papers.named("vera2024"), "corrected").stage(key).orElseThrow();
    TrainingProgram program =
        stage
            .program(PIXELS, 10, replicas, new SeedSequence(1))
            .withLearningRates(Collections.nCopies(replicas, rate));
    return pace.secondsPerEpoch(stage, program, () -> pool, IMAGES);
  }

  @Test
  void fewImagesAreTimedHoweverManyThereAre() {
    assertThat(seconds(pace(60), "autoencoder", 2, 0.1)).isPositive();
    assertThat(counting.bound).containsOnly(Pace.MOST_IMAGES);
    assertThat(counting.visited)
        .hasSizeLessThanOrEqualTo(2 * Pace.MOST_PASSES)
        .allMatch(images -> images <= Pace.MOST_IMAGES);
  }

  @Test
  void programsThatDifferByRateAloneAreTimedOnce() {
    Pace pace = pace(60);
    assertThat(seconds(pace, "autoencoder", 2, 0.1))
        .isEqualTo(seconds(pace, "autoencoder", 2, 0.2));
    assertThat(notes).hasSize(1);
    seconds(pace, "autoencoder", 3, 0.1);
    assertThat(notes).hasSize(2);
    assertThat(pace.basis()).isEqualTo("2 programs timed on at most 1,000 images");
  }

  @Test
  void whatTheBudgetLeavesIsCalculatedFromOperations() {
    Pace pace = pace(0);
    double two = seconds(pace, "autoencoder", 2, 0.1);
    assertThat(seconds(pace, "autoencoder", 4, 0.1)).isEqualTo(2 * two);
    assertThat(counting.programs).extracting(TrainingProgram::replicas).containsExactly(1, 2);
    assertThat(pace.basis())
        .isEqualTo("1 program timed on at most 1,000 images, 1 calculated from their operations");
  }

  @Test
  void replicasBeyondSomeMillionsOfParametersTakeInProportion() {
    double seconds = seconds(pace(60), "autoencoder", 5_000, 0.1);
    assertThat(seconds).isPositive();
    assertThat(counting.programs.getLast().replicas()).isBetween(1, 4_999);
  }
}
