package dev.carryover.experiments.run;

import dev.carryover.backend.Backends.Choice;
import dev.carryover.backend.Session;
import dev.carryover.backend.TrainingState;
import dev.carryover.experiments.evaluation.Evaluation;
import dev.carryover.experiments.evaluation.EvaluationSet;
import dev.carryover.experiments.evaluation.SetFigures;
import dev.carryover.experiments.plan.SetName;
import dev.carryover.experiments.plan.Stage;
import dev.carryover.network.NetworkSpec;
import dev.carryover.program.Loss;
import dev.carryover.program.Optimizer;
import dev.carryover.program.TrainingProgram;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A stage's program on its device, beside it the frozen layers alone where the code that they make
 * is the target: what is predicted is measured against their predictions.
 */
final class StageSession implements AutoCloseable {
  private final TrainingProgram program;
  private final Session session;
  private final Optional<Encoder> encoder;

  /** The frozen layers alone. */
  private record Encoder(TrainingProgram program, Session session) {}

  /** Compiles both. */
  StageSession(Stage stage, TrainingProgram program, Choice choice) {
    this.program = program;
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

  /** Sets all replicas' parameters, {@code [R][P]}, as before the first step. */
  void load(double[] parameters) {
    load(TrainingState.initial(program, parameters));
  }

  /** Sets where training stands. */
  void load(TrainingState state) {
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

  /** The figures of what is loaded or trained, by set. */
  Map<SetName, SetFigures> figures(Evaluation evaluation, List<EvaluationSet> sets) {
    Map<SetName, SetFigures> figures = new EnumMap<>(SetName.class);
    Optional<Session> codes = encoder.map(Encoder::session);
    sets.forEach(set -> figures.put(set.name(), evaluation.measure(session, codes, set)));
    return figures;
  }

  @Override
  public void close() {
    session.close();
    encoder.ifPresent(with -> with.session().close());
  }
}
