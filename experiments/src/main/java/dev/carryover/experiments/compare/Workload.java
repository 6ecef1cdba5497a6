package dev.carryover.experiments.compare;

import dev.carryover.backend.Backends.Choice;
import dev.carryover.backend.Session;
import dev.carryover.backend.Targets;
import dev.carryover.backend.TrainingState;
import dev.carryover.data.LabeledExamples;
import dev.carryover.experiments.plan.Stage;
import dev.carryover.experiments.run.TrainingExamples;
import dev.carryover.program.TrainingProgram;
import dev.carryover.training.EpochTime;
import dev.carryover.training.SeedSequence;
import dev.carryover.training.Shuffle;

/**
 * R replicas of a stage's network on some examples, from the start and in the orders that a seed
 * decides: what is timed. The first replicas of a larger workload are those of a smaller one.
 */
public final class Workload {
  private final TrainingProgram program;
  private final LabeledExamples examples;
  private final Targets targets;
  private final TrainingState start;
  private final Shuffle shuffle;

  /**
   * A workload of so many replicas.
   *
   * @param stage what is trained; only its network and recipe count
   */
  public Workload(Stage stage, LabeledExamples examples, int replicas, long seed) {
    SeedSequence seeds = new SeedSequence(seed);
    this.examples = examples;
    this.program = stage.program(examples.images().features(), examples.classes(), replicas, seeds);
    this.targets = TrainingExamples.targets(stage, examples);
    this.start =
        TrainingState.initial(
            program,
            stage
                .start()
                .initializer()
                .over(examples.images())
                .draw(program.network(), replicas, seeds));
    this.shuffle = new Shuffle(examples.count(), replicas, Shuffle.Policy.EVERY_EPOCH, seeds);
  }

  /** What is trained. */
  public TrainingProgram program() {
    return program;
  }

  /** How many images each replica visits in an epoch. */
  public int images() {
    return examples.count();
  }

  /** What one epoch changes the parameters by, {@code [R][P]}. */
  double[] changeOfOneEpoch(Choice choice) {
    try (Session session = open(choice)) {
      session.trainEpoch(shuffle.epoch(0));
      double[] change = session.state().parameters().clone();
      for (int i = 0; i < change.length; i++) {
        change[i] -= start.parameters()[i];
      }
      return change;
    }
  }

  /**
   * One epoch's seconds, all replicas together: the median of the timed epochs.
   *
   * @param epochs how many are timed, after the warm-up
   */
  public double secondsPerEpoch(Choice choice, int epochs) {
    try (Session session = open(choice)) {
      return EpochTime.median(session, shuffle, epochs);
    }
  }

  private Session open(Choice choice) {
    Session session = choice.backend().compile(program, choice.device());
    try {
      session.bind(examples.images(), targets);
      session.load(start);
      return session;
    } catch (RuntimeException | Error e) {
      session.close();
      throw e;
    }
  }
}
