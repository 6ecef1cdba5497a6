package dev.carryover.experiments.run;

import dev.carryover.backend.BackendException;
import dev.carryover.backend.Backends.Choice;
import dev.carryover.backend.Session;
import dev.carryover.data.Examples;
import dev.carryover.experiments.evaluation.Evaluation;
import dev.carryover.experiments.evaluation.EvaluationSet;
import dev.carryover.experiments.evaluation.Scores;
import dev.carryover.experiments.evaluation.SetFigures;
import dev.carryover.experiments.plan.Objective;
import dev.carryover.experiments.plan.SetName;
import dev.carryover.experiments.plan.Stage;
import dev.carryover.program.TrainingProgram;
import dev.carryover.training.EpochLoop;
import dev.carryover.training.SeedSequence;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** Trains one stage to its end and measures it. */
final class StageTraining {
  private final StageRef ref;
  private final Stage stage;
  private final Choice choice;
  private final TrainingProgram program;
  private final TrainingExamples examples;
  private final List<EvaluationSet> sets;
  private final Evaluation evaluation;
  private final SeedSequence seeds;
  private final boolean searches;

  /**
   * @throws dev.carryover.data.DataException if the data lacks what the stage trains on or is
   *     measured on
   */
  StageTraining(StageRef ref, DataSets data, Choice choice) {
    this(
        ref,
        ref.experiment().program(ref.stage(), data.features(), data.classes()),
        new SeedSequence(ref.experiment().seed()),
        false,
        data,
        choice);
  }

  private StageTraining(
      StageRef ref,
      TrainingProgram program,
      SeedSequence seeds,
      boolean searches,
      DataSets data,
      Choice choice) {
    this.ref = ref;
    this.searches = searches;
    this.stage = ref.stage();
    this.choice = choice;
    this.seeds = seeds;
    this.program = program;
    this.examples = TrainingExamples.of(stage, data.train(), program.replicas(), seeds);
    this.sets = MeasuredSets.of(stage, examples, data);
    this.evaluation = new Evaluation(stage, program.replicas(), program.network().outputs());
  }

  /**
   * A search's training.
   *
   * @param ref the search as a stage of its own
   * @param program in which replicas differ
   * @param seeds decide what each replica draws
   */
  static StageTraining ofSearch(
      StageRef ref, TrainingProgram program, SeedSequence seeds, DataSets data, Choice choice) {
    return new StageTraining(ref, program, seeds, true, data, choice);
  }

  /** What is trained. */
  TrainingProgram program() {
    return program;
  }

  /** What it trains on; of replicas with parts of their own, all of these. */
  Examples images() {
    return examples.pool().images();
  }

  /**
   * Trains from the given parameters, {@code [R][P]}, which this training owns from here on, and
   * returns those that it ends with.
   *
   * @throws BackendException if the device fails, or a replica's loss is no longer a finite number
   */
  double[] train(double[] start, Observer observer) {
    return inSession(
        observer, session -> train(session, begin(session, start, observer), observer));
  }

  /** Like {@link #train}, from where training stood in an earlier process. */
  double[] resume(StageProgress progress, Observer observer) {
    return inSession(
        observer, session -> train(session, goOn(session, progress, observer), observer));
  }

  private double[] train(StageSession session, Standing begun, Observer observer) {
    Standing ended = epochs(session, begun, observer);
    double[] parameters = ended.stop().restore(session.session().state().parameters());
    observer.trained(ref, program.network(), parameters, ended.trainingSeconds());
    session.load(parameters);
    observer.measured(ref, outcome(session, ended));
    return parameters;
  }

  /**
   * Trains as a search does, in which a replica whose loss ceases to be finite stops and the others
   * go on, and returns what each came to.
   *
   * @param start {@code [R][P]}, owned by this training from here on
   * @param running where the search stood in an earlier process
   */
  Standing search(double[] start, Optional<StageProgress> running, Observer observer) {
    return inSession(
        observer,
        session ->
            epochs(
                session,
                running.isPresent()
                    ? goOn(session, running.get(), observer)
                    : begin(session, start, observer),
                observer));
  }

  private <T> T inSession(Observer observer, Function<StageSession, T> body) {
    observer.started(ref, examples.visited());
    try (StageSession session = new StageSession(stage, program, choice)) {
      session
          .session()
          .bind(examples.pool().images(), TrainingExamples.targets(stage, examples.pool()));
      return body.apply(session);
    } catch (BackendException e) {
      observer.abandoned(ref);
      throw new BackendException(
          "%s on %s: %s".formatted(ref, choice.backend().name(), e.getMessage()), e);
    } catch (RuntimeException e) {
      observer.abandoned(ref);
      throw e;
    }
  }

  private Standing begin(StageSession session, double[] start, Observer observer) {
    session.load(start);
    EarlyStop stop = new EarlyStop(program.replicas(), stage.measure().stop());
    Map<SetName, Scores> initial = scores(session);
    observer.recorded(ref, 0, initial, stop.training());
    Map<SetName, Scores> latest = new EnumMap<>(SetName.class);
    latest.putAll(initial);
    return new Standing(0, 0, stop, initial, latest);
  }

  private Standing goOn(StageSession session, StageProgress progress, Observer observer) {
    session.load(progress.state());
    observer.resumed(ref, progress.epochsDone(), progress.trainingSeconds());
    Map<SetName, Scores> latest = new EnumMap<>(SetName.class);
    latest.putAll(progress.latest());
    return new Standing(
        progress.epochsDone(),
        progress.trainingSeconds(),
        new EarlyStop(progress.stop(), stage.measure().stop()),
        progress.initial(),
        latest);
  }

  /** Trains to the end; the session has the state after the last epoch. */
  private Standing epochs(StageSession session, Standing begun, Observer observer) {
    int epochs = stage.recipe().epochs();
    EarlyStop stop = begun.stop();
    double seconds =
        EpochLoop.run(
            session.session(),
            examples.orders(stage.recipe(), program.replicas(), seeds),
            begun.epochsDone(),
            stop.training().isEmpty() ? begun.epochsDone() : epochs,
            new EpochLoop.Listener() {
              @Override
              public void diverged(int done, int replica, double loss) {
                if (!searches) {
                  EpochLoop.Listener.super.diverged(done, replica, loss);
                }
                stop.diverged(replica);
              }

              @Override
              public boolean epochDone(int done, double[] losses, double soFar) {
                observer.epochDone(ref, done, Arrays.stream(losses).boxed().toList());
                if (stage.measure().schedule().records(done, epochs)) {
                  record(session, begun, done, observer);
                }
                observer.paused(
                    ref, () -> begun.progress(stage.key(), done, soFar, session.session().state()));
                return !stop.training().isEmpty();
              }
            });
    return begun.after(seconds);
  }

  private void record(StageSession session, Standing standing, int done, Observer observer) {
    EarlyStop stop = standing.stop();
    Map<SetName, Scores> now = scores(session);
    standing
        .latest()
        .replaceAll((name, before) ->
            before.updated(
                Objects.requireNonNull(now.get(name)), r -> stop.training().contains(r)));
    observer.recorded(ref, done, standing.latest(), stop.training());
    stop.look(standing.latest(), () -> session.session().state().parameters());
  }

  /** Measures the given parameters, {@code [R][P]}, without training. */
  void measure(double[] parameters, Observer observer) {
    try (StageSession session = new StageSession(stage, program, choice)) {
      session.load(parameters);
      Map<SetName, SetFigures> figures = session.figures(evaluation, sets);
      observer.measured(
          ref, new StageOutcome(Map.of(), scores(figures), figures, samples(session.session())));
    }
  }

  /** The figures of the given parameters, {@code [R][P]}, by set. */
  Map<SetName, SetFigures> figures(double[] parameters) {
    try (StageSession session = new StageSession(stage, program, choice)) {
      session.load(parameters);
      return session.figures(evaluation, sets);
    }
  }

  /** What the loaded parameters come to, with which training has ended. */
  private StageOutcome outcome(StageSession session, Standing ended) {
    Map<SetName, SetFigures> figures = session.figures(evaluation, sets);
    Map<SetName, Scores> last = scores(figures);
    boolean keepsTheBest =
        stage.measure().stop().filter(rule -> rule.patience().isPresent()).isPresent();
    if (!keepsTheBest) {
      last.putAll(ended.latest());
    }
    return new StageOutcome(ended.initial(), last, figures, samples(session.session()));
  }

  private static Map<SetName, Scores> scores(Map<SetName, SetFigures> figures) {
    Map<SetName, Scores> scores = new EnumMap<>(SetName.class);
    figures.forEach((name, set) -> scores.put(name, set.scores()));
    return scores;
  }

  private Optional<Reconstructions> samples(Session session) {
    if (stage.objective() != Objective.RECONSTRUCT) {
      return Optional.empty();
    }
    return sets.stream()
        .filter(set -> set.name() == SetName.TEST)
        .findFirst()
        .flatMap(test ->
            Reconstructions.of(
                stage.measure().samples(),
                test.examples(),
                session,
                stage.measure().reading(),
                seeds));
  }

  /** What a record measures. */
  private Map<SetName, Scores> scores(StageSession session) {
    List<SetName> recorded = stage.measure().recorded();
    return scores(
        session.figures(
            evaluation, sets.stream().filter(set -> recorded.contains(set.name())).toList()));
  }
}
