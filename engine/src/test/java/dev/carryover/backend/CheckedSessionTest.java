package dev.carryover.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.carryover.data.Examples;
import dev.carryover.network.Activation;
import dev.carryover.network.DenseSpec;
import dev.carryover.network.NetworkSpec;
import dev.carryover.program.BatchOrder;
import dev.carryover.program.Loss;
import dev.carryover.program.Optimizer;
import dev.carryover.program.TrainingProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Misuse never reaches a backend, and what callers get is made here. */
class CheckedSessionTest {
  private static final TrainingProgram PROGRAM =
      TrainingProgram.of(
          NetworkSpec.of(new DenseSpec(2, 3, Activation.IDENTITY)),
          Loss.SQUARED_ERROR,
          new Optimizer.Momentum(0.9, 0),
          0.1,
          2,
          2);

  private static final Examples EXAMPLES = new Examples(4, 2, new float[8]);
  private static final Targets LABELS = new Targets.Labels(0, 1, 2, 0);
  private static final BatchOrder ORDER = new BatchOrder(new int[][] {{0, 1, 2}, {3}});

  private final Scripted service = new Scripted();
  private final Session session = new CheckedSession(PROGRAM, service);

  private static TrainingState state(long... steps) {
    return new TrainingState(new double[18], List.of(new double[18]), steps);
  }

  /** A backend that says what it was asked, and fails when it is told to. */
  private static final class Scripted implements SessionService {
    private final List<String> calls = new ArrayList<>();
    private boolean fails;

    private void hear(String call) {
      calls.add(call);
      if (fails) {
        throw new BackendException("the device is gone");
      }
    }

    @Override
    public void bind(Examples examples, Targets targets) {
      hear("bind");
    }

    @Override
    public void load(double[] parameters, List<double[]> slots) {
      hear("load");
    }

    @Override
    public double[] trainEpoch(BatchOrder order, long[] stepsBefore) {
      hear("train after " + Arrays.toString(stepsBefore));
      return new double[] {6, 5};
    }

    @Override
    public void predict(Examples examples, float[] predictions) {
      hear("predict " + predictions.length);
    }

    @Override
    public void save(double[] parameters, List<double[]> slots) {
      hear("save");
      Arrays.fill(parameters, 7);
      slots.forEach(slot -> Arrays.fill(slot, 8));
    }

    @Override
    public void close() {
      calls.add("close");
    }
  }

  @Test
  void nothingIsAskedOfABackendBeforeItCanAnswer() {
    assertThatIllegalStateException().isThrownBy(session::state).withMessage("load a state first");
    assertThatIllegalStateException().isThrownBy(() -> session.predict(EXAMPLES));
    assertThatIllegalStateException().isThrownBy(() -> session.trainEpoch(ORDER));
    session.load(state(0));
    assertThatIllegalStateException()
        .isThrownBy(() -> session.trainEpoch(ORDER))
        .withMessage("bind examples before training");
    assertThat(service.calls).containsExactly("load");
  }

  @Test
  void whatDoesNotFitIsRefused() {
    Examples wide = new Examples(1, 3, new float[3]);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> session.bind(wide, new Targets.Labels(0)))
        .withMessage("2-3 takes examples of 2 values, found 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> session.bind(EXAMPLES, new Targets.Inputs()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> session.bind(EXAMPLES, new Targets.Labels(0, 1, 2, 3)));
    assertThatIllegalArgumentException().isThrownBy(() -> session.load(state(1, 2, 3)));
    assertThat(service.calls).isEmpty();
    session.bind(EXAMPLES, LABELS);
    session.load(state(0));
    assertThatIllegalArgumentException().isThrownBy(() -> session.predict(wide));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> session.trainEpoch(new BatchOrder(new int[][] {{0}, {4}})))
        .withMessage("replica 1 visits example 4 of 4");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> session.trainEpoch(new BatchOrder(new int[][] {{0}})));
    assertThat(service.calls).containsExactly("bind", "load");
  }

  @Test
  void stepsAreCountedForEachReplicaAndLossesAreMeans() {
    session.bind(EXAMPLES, LABELS);
    session.load(state(10, 20));
    assertThat(session.trainEpoch(ORDER)).containsExactly(2, 5);
    session.trainEpoch(ORDER);
    assertThat(service.calls)
        .containsExactly("bind", "load", "train after [10, 20]", "train after [12, 21]");
    TrainingState state = session.state();
    assertThat(state.steps(0)).isEqualTo(14);
    assertThat(state.steps(1)).isEqualTo(22);
    assertThat(state.parameters()).hasSize(18).containsOnly(7);
    assertThat(state.slots()).hasSize(1).allSatisfy(slot -> assertThat(slot).containsOnly(8));
  }

  @Test
  void predictionsAreShaped() {
    session.load(state(0));
    Predictions predictions = session.predict(EXAMPLES);
    assertThat(predictions.replicas()).isEqualTo(2);
    assertThat(predictions.examples()).isEqualTo(4);
    assertThat(predictions.outputs()).isEqualTo(3);
    assertThat(service.calls).containsExactly("load", "predict 24");
  }

  @Test
  void whatFailedIsNeitherBoundNorLoaded() {
    session.bind(EXAMPLES, LABELS);
    session.load(state(0));
    service.fails = true;
    assertThatExceptionOfType(BackendException.class).isThrownBy(() -> session.trainEpoch(ORDER));
    assertThatIllegalStateException().isThrownBy(session::state).withMessage("load a state first");
    assertThatExceptionOfType(BackendException.class)
        .isThrownBy(() -> session.bind(EXAMPLES, LABELS));
    service.fails = false;
    session.load(state(0));
    assertThatIllegalStateException()
        .isThrownBy(() -> session.trainEpoch(ORDER))
        .withMessage("bind examples before training");
    session.bind(EXAMPLES, LABELS);
    assertThat(session.trainEpoch(ORDER)).containsExactly(2, 5);
  }

  @Test
  void aClosedSessionDoesNothingMore() {
    session.bind(EXAMPLES, LABELS);
    session.load(state(0));
    session.close();
    for (Runnable call :
        List.<Runnable>of(
            session::state,
            () -> session.bind(EXAMPLES, LABELS),
            () -> session.load(state(0)),
            () -> session.trainEpoch(ORDER),
            () -> session.predict(EXAMPLES))) {
      assertThatIllegalStateException().isThrownBy(call::run).withMessage("the session is closed");
    }
    assertThat(service.calls).containsExactly("bind", "load", "close");
  }
}
