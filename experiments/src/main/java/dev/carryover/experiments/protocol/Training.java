package dev.carryover.experiments.protocol;

import dev.carryover.backend.BackendException;
import dev.carryover.backend.Session;
import dev.carryover.backend.Targets;
import dev.carryover.backend.TrainingState;
import dev.carryover.data.LabeledExamples;
import dev.carryover.experiments.evaluation.Confusion;
import dev.carryover.experiments.evaluation.Evaluation;
import dev.carryover.experiments.evaluation.EvaluationSet;
import dev.carryover.experiments.evaluation.Scores;
import dev.carryover.experiments.protocol.Observer.Stage;
import dev.carryover.program.TrainingProgram;
import dev.carryover.training.Shuffle;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Trains one run to its end: epochs, records, early stop. */
final class Training {
  private final Setup setup;
  private final Stage stage;
  private final TrainingProgram program;
  private final LabeledExamples examples;
  private final List<EvaluationSet> sets;
  private final Evaluation evaluation;

  /**
   * @param examples what it trains on
   * @param sets what it is measured on
   */
  Training(
      Setup setup, Protocol protocol, Run run, LabeledExamples examples, List<EvaluationSet> sets) {
    this.setup = setup;
    this.stage = new Stage(protocol, run);
    this.program =
        Networks.program(run, protocol, setup.pixels(), setup.classes(), setup.replicas());
    this.examples = examples;
    this.sets = List.copyOf(sets);
    this.evaluation =
        new Evaluation(setup.replicas(), program.network().outputs(), run.reconstructs());
  }

  /** What is trained. */
  TrainingProgram program() {
    return program;
  }

  /**
   * Trains from the given parameters, {@code [R][P]}, which this run owns from here on.
   *
   * @throws BackendException if the device fails, or a replica's loss is no longer a finite number
   */
  Trained run(double[] start) {
    setup.observer().started(stage, setup.epochs(), setup.replicas(), examples.count());
    try (Session session = setup.choice().backend().compile(program, setup.choice().device())) {
      session.bind(
          examples.images(),
          stage.run().reconstructs()
              ? new Targets.Inputs()
              : new Targets.Labels(examples.labels()));
      session.load(TrainingState.initial(program, start));
      return train(session);
    } catch (RuntimeException e) {
      setup.observer().abandoned(stage);
      throw e;
    }
  }

  private Trained train(Session session) {
    Shuffle shuffle =
        new Shuffle(examples.count(), setup.replicas(), stage.protocol().shuffle(), setup.seeds());
    EarlyStop stop = new EarlyStop(setup.replicas(), stage.protocol().stopMetric(stage.run()));
    Map<String, Scores> initial = scores(session);
    setup.observer().recorded(stage, 0, initial, stop.training());
    Map<String, Scores> latest = initial;
    long nanos = 0;
    for (int done = 1; done <= setup.epochs() && !stop.training().isEmpty(); done++) {
      long before = System.nanoTime();
      double[] losses = session.trainEpoch(shuffle.epoch(done - 1));
      nanos += System.nanoTime() - before;
      requireFinite(losses, done);
      setup.observer().epochDone(stage, done, Arrays.stream(losses).boxed().toList());
      if (stage.protocol().records(done, setup.epochs())) {
        latest = updated(latest, scores(session), stop);
        setup.observer().recorded(stage, done, latest, stop.training());
        stop.look(latest, session);
      }
    }
    setup.observer().finished(stage, nanos / 1e9);
    TrainingState state = stop.restore(session.state());
    session.load(state);
    return new Trained(program, state, initial, latest, confusion(session), digits(session));
  }

  private static Map<String, Scores> updated(
      Map<String, Scores> before, Map<String, Scores> now, EarlyStop stop) {
    Map<String, Scores> updated = new LinkedHashMap<>();
    before.forEach((set, scores) ->
        updated.put(
            set,
            scores.updated(
                Objects.requireNonNull(now.get(set), set), r -> stop.training().contains(r))));
    return updated;
  }

  private Map<String, Scores> scores(Session session) {
    Map<String, Scores> scores = new LinkedHashMap<>();
    for (EvaluationSet set : sets) {
      scores.put(set.name(), evaluation.scores(session, set, stage.protocol().readings()));
    }
    return scores;
  }

  private Map<String, Confusion> confusion(Session session) {
    Map<String, Confusion> confusion = new LinkedHashMap<>();
    if (!stage.run().reconstructs()) {
      for (EvaluationSet set : sets) {
        confusion.put(set.name(), evaluation.confusion(session, set, stage.protocol().reading()));
      }
    }
    return confusion;
  }

  private Map<String, List<Scores>> digits(Session session) {
    Map<String, List<Scores>> digits = new LinkedHashMap<>();
    if (!stage.run().reconstructs()) {
      for (EvaluationSet set : sets) {
        digits.put(set.name(), evaluation.scoresByLabel(session, set, stage.protocol().readings()));
      }
    }
    return digits;
  }

  private void requireFinite(double[] losses, int epoch) {
    for (int r = 0; r < losses.length; r++) {
      if (!Double.isFinite(losses[r])) {
        throw new BackendException(
            "%s on %s: expected a finite loss, found %s in replica %d after epoch %d"
                .formatted(stage, setup.choice().backend().name(), losses[r], r, epoch));
      }
    }
  }
}
