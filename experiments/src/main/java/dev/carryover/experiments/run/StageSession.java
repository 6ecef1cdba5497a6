package dev.carryover.experiments.run;

import dev.carryover.backend.Backends.Choice;
import dev.carryover.backend.Session;
import dev.carryover.backend.TrainingState;
import dev.carryover.experiments.evaluation.Evaluation;
import dev.carryover.experiments.evaluation.EvaluationSet;
import dev.carryover.experiments.evaluation.Scores;
import dev.carryover.experiments.evaluation.SetFigures;
import dev.carryover.experiments.plan.Objective;
import dev.carryover.experiments.plan.SetName;
import dev.carryover.experiments.plan.Stage;
import dev.carryover.network.NetworkSpec;
import dev.carryover.program.Loss;
import dev.carryover.program.Optimizer;
import dev.carryover.program.TrainingProgram;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The replicas of several stages of one kind as one program on its device, beside it the frozen
 * layers alone where the code that they make is the target: what is predicted is measured against
 * their predictions.
 */
final class StageSession implements AutoCloseable {
  private final List<StageTraining> trainings;
  private final Stage stage;
  private final TrainingProgram program;
  private final BoundExamples examples;
  private final List<EvaluationSet> sets;
  private final Evaluation evaluation;
  private final Session session;
  private final Optional<Encoder> encoder;

  /** The frozen layers alone. */
  private record Encoder(TrainingProgram program, Session session) {}

  /**
   * Compiles both.
   *
   * @param trainings alike in all but what is a replica's own ({@link Stage#isTrainedLike})
   */
  StageSession(List<StageTraining> trainings, Choice choice) {
    this.trainings = List.copyOf(trainings);
    this.stage = trainings.getFirst().stage();
    this.program =
        TrainingProgram.together(trainings.stream().map(StageTraining::program).toList());
    this.examples = new BoundExamples(trainings);
    this.sets = MeasuredSets.of(stage, examples, trainings.getFirst().data());
    this.evaluation = new Evaluation(stage, replicas(), program.network().outputs());
    this.session = choice.backend().compile(program, choice.device());
    try {
      this.encoder =
          stage.reconstructsCode()
              ? Optional.of(encoder(leading(program, stage.frozen()), choice))
              : Optional.empty();
    } catch (RuntimeException | Error e) {
      session.close();
      throw e;
    }
  }

  private List<Integer> replicas() {
    return trainings.stream().map(training -> training.program().replicas()).toList();
  }

  private static Encoder encoder(TrainingProgram program, Choice choice) {
    return new Encoder(program, choice.backend().compile(program, choice.device()));
  }

  /** A program of the leading layers, which only predicts. */
  private static TrainingProgram leading(TrainingProgram program, int layers) {
    return TrainingProgram.of(
        new NetworkSpec(program.network().layers().subList(0, layers)),
        Loss.SQUARED_ERROR,
        new Optimizer.Sgd(),
        0,
        program.batchSize(),
        program.replicas());
  }

  /** What trains. */
  Session session() {
    return session;
  }

  /** What it trains on, once {@link #bind} was called. */
  BoundExamples examples() {
    return examples;
  }

  /** The first replica of a training among those of all. */
  int first(int training) {
    return replicas().subList(0, training).stream().mapToInt(Integer::intValue).sum();
  }

  /** Binds it to what the trainings train on. */
  void bind() {
    session.bind(examples.all().images(), TrainingExamples.targets(stage, examples.all()));
  }

  /** Sets all replicas' parameters, {@code [R][P]} of each training, as before the first step. */
  void loadParameters(List<double[]> parameters) {
    double[] all = new double[program.replicas() * program.network().parameters().size()];
    int end = 0;
    for (double[] own : parameters) {
      System.arraycopy(own, 0, all, end, own.length);
      end += own.length;
    }
    load(TrainingState.initial(program, all));
  }

  /** Sets where each training stands. */
  void load(List<TrainingState> states) {
    load(states.size() == 1 ? states.getFirst() : TrainingState.together(states, replicas()));
  }

  private void load(TrainingState state) {
    session.load(state);
    encoder.ifPresent(with ->
        with.session()
            .load(
                TrainingState.initial(
                    with.program(), leading(state.parameters(), with.program()))));
  }

  /** Of every replica's parameters the first, which are those of its leading layers. */
  private double[] leading(double[] parameters, TrainingProgram with) {
    int all = program.network().parameters().size();
    int size = with.network().parameters().size();
    double[] leading = new double[program.replicas() * size];
    for (int r = 0; r < program.replicas(); r++) {
      System.arraycopy(parameters, r * all, leading, r * size, size);
    }
    return leading;
  }

  /** One training's part of the state of all. */
  TrainingState part(TrainingState state, int training) {
    return trainings.size() == 1
        ? state
        : state.replicas(
            first(training), first(training + 1), program.network().parameters().size());
  }

  /** The figures of what is loaded or trained, by set, training by training. */
  List<Map<SetName, SetFigures>> figures() {
    return figures(set -> true);
  }

  /** The scores that a record has, by set, training by training. */
  List<Map<SetName, Scores>> scores() {
    List<SetName> recorded = stage.measure().recorded();
    return figures(recorded::contains).stream().map(StageSession::scores).toList();
  }

  /** The scores in figures. */
  static Map<SetName, Scores> scores(Map<SetName, SetFigures> figures) {
    Map<SetName, Scores> scores = new EnumMap<>(SetName.class);
    figures.forEach((name, set) -> scores.put(name, set.scores()));
    return scores;
  }

  private List<Map<SetName, SetFigures>> figures(Predicate<SetName> wanted) {
    List<Map<SetName, SetFigures>> figures = new ArrayList<>();
    trainings.forEach(training -> figures.add(new EnumMap<>(SetName.class)));
    Optional<Session> codes = encoder.map(Encoder::session);
    for (EvaluationSet set : sets) {
      if (wanted.test(set.name())) {
        List<SetFigures> each = evaluation.measure(session, codes, set);
        for (int t = 0; t < each.size(); t++) {
          figures.get(t).put(set.name(), each.get(t));
        }
      }
    }
    return figures;
  }

  /** Test images beside what a training's first replica makes of them; empty of classifiers. */
  Optional<Reconstructions> samples(int training) {
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
                first(training),
                stage.measure().reading(),
                trainings.get(training).seeds()));
  }

  @Override
  public void close() {
    session.close();
    encoder.ifPresent(with -> with.session().close());
  }
}
