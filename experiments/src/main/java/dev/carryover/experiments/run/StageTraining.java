package dev.carryover.experiments.run;

import dev.carryover.backend.BackendException;
import dev.carryover.backend.Backends.Choice;
import dev.carryover.backend.Session;
import dev.carryover.backend.TrainingState;
import dev.carryover.data.Examples;
import dev.carryover.data.LabeledExamples;
import dev.carryover.experiments.evaluation.Evaluation;
import dev.carryover.experiments.evaluation.EvaluationSet;
import dev.carryover.experiments.evaluation.Scores;
import dev.carryover.experiments.evaluation.SetFigures;
import dev.carryover.experiments.plan.Measurement;
import dev.carryover.experiments.plan.Objective;
import dev.carryover.experiments.plan.SetName;
import dev.carryover.experiments.plan.Stage;
import dev.carryover.program.TrainingProgram;
import dev.carryover.training.EpochLoop;
import dev.carryover.training.SeedSequence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

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

  /**
   * @throws dev.carryover.data.DataException if the data lacks what the stage trains on or is
   *     measured on
   */
  StageTraining(StageRef ref, DataSets data, Choice choice) {
    this.ref = ref;
    this.stage = ref.stage();
    this.choice = choice;
    int replicas = ref.experiment().replicas();
    this.seeds = new SeedSequence(ref.experiment().seed());
    this.program = ref.experiment().program(stage, data.features(), data.classes());
    this.examples = TrainingExamples.of(ref.experiment(), stage, data.train());
    this.sets = sets(data);
    this.evaluation = new Evaluation(stage, replicas, program.network().outputs());
  }

  private List<EvaluationSet> sets(DataSets data) {
    Measurement measure = stage.measure();
    TrainingExamples.requireClasses(
        "stages." + stage.key() + ".measure.classes", measure.classes(), data.classes());
    List<EvaluationSet> found = new ArrayList<>();
    for (SetName name : measure.sets()) {
      if (name == SetName.TRAIN) {
        found.add(examples.evaluationSet());
      } else {
        data.examples(name)
            .ifPresent(set -> found.add(new EvaluationSet(name, only(measure.classes(), set))));
      }
    }
    return found;
  }

  private static LabeledExamples only(List<Integer> classes, LabeledExamples set) {
    return classes.isEmpty()
        ? set
        : set.select(
            IntStream.range(0, set.count()).filter(i -> classes.contains(set.label(i))).toArray());
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
    return train(
        session -> {
          session.load(start);
          EarlyStop stop = new EarlyStop(program.replicas(), stage.measure().stop());
          Map<SetName, Scores> initial = scores(session);
          observer.recorded(ref, 0, initial, stop.training());
          return new Standing(0, 0, stop, initial, new EnumMap<>(initial));
        },
        observer);
  }

  /** Like {@link #train}, from where training stood in an earlier process. */
  double[] resume(StageProgress progress, Observer observer) {
    return train(
        session -> {
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
        },
        observer);
  }

  /**
   * What training has come to beside the session's state.
   *
   * @param latest the last record's scores, brought up to date by every record
   */
  private record Standing(
      int epochsDone,
      double trainingSeconds,
      EarlyStop stop,
      Map<SetName, Scores> initial,
      Map<SetName, Scores> latest) {

    /** After so many epochs in all, and so many more seconds. */
    StageProgress progress(String key, int epochs, double seconds, TrainingState state) {
      return new StageProgress(
          key, epochs, trainingSeconds + seconds, state, stop.progress(), initial, latest);
    }
  }

  /**
   * @param load loads where training begins
   */
  private double[] train(Function<StageSession, Standing> load, Observer observer) {
    observer.started(ref, examples.visited());
    try (StageSession session = new StageSession(stage, program, choice)) {
      session
          .session()
          .bind(examples.pool().images(), TrainingExamples.targets(stage, examples.pool()));
      return train(session, load.apply(session), observer);
    } catch (BackendException e) {
      observer.abandoned(ref);
      throw new BackendException(
          "%s on %s: %s".formatted(ref, choice.backend().name(), e.getMessage()), e);
    } catch (RuntimeException e) {
      observer.abandoned(ref);
      throw e;
    }
  }

  private double[] train(StageSession stageSession, Standing begun, Observer observer) {
    Session session = stageSession.session();
    EarlyStop stop = begun.stop();
    Map<SetName, Scores> latest = begun.latest();
    int epochs = stage.recipe().epochs();
    double seconds =
        EpochLoop.run(
            session,
            examples.orders(stage.recipe(), program.replicas(), seeds),
            begun.epochsDone(),
            stop.training().isEmpty() ? begun.epochsDone() : epochs,
            (done, losses, soFar) -> {
              observer.epochDone(ref, done, Arrays.stream(losses).boxed().toList());
              if (stage.measure().schedule().records(done, epochs)) {
                update(latest, scores(stageSession), stop);
                observer.recorded(ref, done, latest, stop.training());
                stop.look(latest, () -> session.state().parameters());
              }
              observer.paused(ref, () -> begun.progress(stage.key(), done, soFar, session.state()));
              return !stop.training().isEmpty();
            });
    double[] parameters = stop.restore(session.state().parameters());
    observer.trained(ref, program.network(), parameters, begun.trainingSeconds() + seconds);
    stageSession.load(parameters);
    boolean keepsTheBest =
        stage.measure().stop().filter(rule -> rule.patience().isPresent()).isPresent();
    observer.measured(
        ref,
        outcome(
            stageSession, begun.initial(), keepsTheBest ? Optional.empty() : Optional.of(latest)));
    return parameters;
  }

  /** Measures the given parameters, {@code [R][P]}, without training. */
  void measure(double[] parameters, Observer observer) {
    try (StageSession session = new StageSession(stage, program, choice)) {
      session.load(parameters);
      observer.measured(ref, outcome(session, Map.of(), Optional.empty()));
    }
  }

  /** The figures of the given parameters, {@code [R][P]}, by set. */
  Map<SetName, SetFigures> figures(double[] parameters) {
    try (StageSession session = new StageSession(stage, program, choice)) {
      session.load(parameters);
      return session.figures(evaluation, sets);
    }
  }

  private StageOutcome outcome(
      StageSession session, Map<SetName, Scores> initial, Optional<Map<SetName, Scores>> latest) {
    Map<SetName, SetFigures> figures = session.figures(evaluation, sets);
    Map<SetName, Scores> ended = new EnumMap<>(SetName.class);
    figures.forEach((name, set) -> ended.put(name, set.scores()));
    return new StageOutcome(initial, latest.orElse(ended), figures, samples(session.session()));
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

  private Map<SetName, Scores> scores(StageSession session) {
    Map<SetName, Scores> scores = new EnumMap<>(SetName.class);
    session
        .figures(evaluation, sets)
        .forEach((name, figures) -> scores.put(name, figures.scores()));
    return scores;
  }

  private static void update(
      Map<SetName, Scores> latest, Map<SetName, Scores> now, EarlyStop stop) {
    latest.replaceAll((name, before) ->
        before.updated(Objects.requireNonNull(now.get(name)), r -> stop.training().contains(r)));
  }
}
