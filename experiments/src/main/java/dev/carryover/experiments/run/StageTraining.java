package dev.carryover.experiments.run;

import dev.carryover.data.Examples;
import dev.carryover.experiments.plan.Stage;
import dev.carryover.program.TrainingProgram;
import dev.carryover.training.Orders;
import dev.carryover.training.SeedSequence;
import java.util.Optional;

/** What one stage trains: its program, its examples, and what each of its replicas draws. */
final class StageTraining {
  private final StageRef ref;
  private final DataSets data;
  private final TrainingProgram program;
  private final SeedSequence seeds;
  private final TrainingExamples examples;
  private final boolean searches;
  private final Optional<Halving> halving;

  /**
   * @throws dev.carryover.data.DataException if the data lacks what the stage trains on or is
   *     measured on
   */
  StageTraining(StageRef ref, DataSets data) {
    this(
        ref,
        data,
        ref.experiment().program(ref.stage(), data.features(), data.classes()),
        new SeedSequence(ref.experiment().seed()),
        false,
        Optional.empty());
  }

  private StageTraining(
      StageRef ref,
      DataSets data,
      TrainingProgram program,
      SeedSequence seeds,
      boolean searches,
      Optional<Halving> halving) {
    this.ref = ref;
    this.data = data;
    this.program = program;
    this.seeds = seeds;
    this.searches = searches;
    this.halving = halving;
    this.examples = TrainingExamples.of(ref.stage(), data.train(), program.replicas(), seeds);
    MeasuredSets.require(ref.stage(), data);
  }

  /**
   * A search's training, in which a replica whose loss ceases to be finite stops and the others go
   * on.
   *
   * @param ref the search as a stage of its own
   * @param program in which replicas differ
   * @param seeds decide what each replica draws
   * @param halving drops candidates before their last epoch
   */
  static StageTraining ofSearch(
      StageRef ref,
      DataSets data,
      TrainingProgram program,
      SeedSequence seeds,
      Optional<Halving> halving) {
    return new StageTraining(ref, data, program, seeds, true, halving);
  }

  /** Whose training it is. */
  StageRef ref() {
    return ref;
  }

  /** What is trained. */
  Stage stage() {
    return ref.stage();
  }

  /** What it trains and is measured on. */
  DataSets data() {
    return data;
  }

  /** Its replicas as a program of their own. */
  TrainingProgram program() {
    return program;
  }

  /** What its replicas draw comes from here. */
  SeedSequence seeds() {
    return seeds;
  }

  /** Whether replicas are candidates of a search. */
  boolean searches() {
    return searches;
  }

  /** What drops candidates of a search; empty: nothing does. */
  Optional<Halving> halving() {
    return halving;
  }

  /** Which of the data's training examples it trains on. */
  TrainingExamples examples() {
    return examples;
  }

  /** What it trains on; of replicas with parts of their own, all of these. */
  Examples images() {
    return examples.pool().images();
  }

  /** In which order, epoch by epoch, replicas visit the examples of its pool. */
  Orders orders() {
    return examples.orders(ref.stage().recipe(), program.replicas(), seeds);
  }
}
