package dev.carryover.experiments.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.carryover.backend.Backends;
import dev.carryover.backend.Session;
import dev.carryover.backend.TrainingState;
import dev.carryover.experiments.evaluation.Metric;
import dev.carryover.experiments.evaluation.Scores;
import dev.carryover.network.Activation;
import dev.carryover.network.DenseSpec;
import dev.carryover.network.NetworkSpec;
import dev.carryover.program.Loss;
import dev.carryover.program.Optimizer;
import dev.carryover.program.TrainingProgram;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EarlyStopTest {
  /** Three replicas of one weight and one bias. */
  private static final TrainingProgram PROGRAM =
      TrainingProgram.of(
          NetworkSpec.of(new DenseSpec(1, 1, Activation.IDENTITY)),
          Loss.SQUARED_ERROR,
          new Optimizer.Momentum(0.9, 0.9),
          0.1,
          1,
          3);

  private final Session session = session();

  private static Session session() {
    Backends.Choice reference = Backends.require("ejml");
    return reference.backend().compile(PROGRAM, reference.device());
  }

  @AfterEach
  void close() {
    session.close();
  }

  private static EarlyStop stop() {
    return new EarlyStop(3, Optional.of(Metric.ERROR_SNAPPED));
  }

  private static Map<String, Scores> test(Double... errors) {
    return Map.of("test", new Scores(Map.of(Metric.ERROR_SNAPPED, List.of(errors))));
  }

  /** A state whose every value tells its moment, and its place. */
  private static TrainingState state(int moment) {
    double[] parameters = new double[6];
    Arrays.setAll(parameters, i -> 10 * moment + i);
    double[] slot = new double[6];
    Arrays.setAll(slot, i -> -10 * moment - i);
    return new TrainingState(parameters, List.of(slot), moment);
  }

  @Test
  void replicasStopAtTheThresholdAndBelowItOnceAndForAll() {
    EarlyStop stop = stop();
    session.load(state(1));
    stop.look(test(0.001, Math.nextUp(0.001), 0.5), session);
    assertThat(stop.training()).containsExactly(1, 2);
    stop.look(test(0.9, 0.002, 0.0), session);
    assertThat(stop.training()).containsExactly(1);
    stop.look(test(0.9, -0.0, 0.9), session);
    assertThat(stop.training()).isEmpty();
  }

  @Test
  void aStoppedReplicaKeepsTheStateItHadAndTheOthersGoOn() {
    EarlyStop stop = stop();
    session.load(state(1));
    stop.look(test(0.5, 0.0, 0.5), session);
    session.load(state(2));
    stop.look(test(0.5, 0.0, 0.001), session);
    TrainingState restored = stop.restore(state(3));
    assertThat(restored.parameters()).containsExactly(30, 31, 12, 13, 24, 25);
    assertThat(restored.slots()).hasSize(1);
    assertThat(restored.slots().getFirst()).containsExactly(-30, -31, -12, -13, -24, -25);
    assertThat(IntStream.range(0, 3).mapToLong(restored::steps)).containsExactly(3L, 1L, 2L);
  }

  @Test
  void theStateHandedInStaysAsItIs() {
    EarlyStop stop = stop();
    session.load(state(1));
    stop.look(test(0.0, 0.5, 0.5), session);
    TrainingState last = state(2);
    stop.restore(last);
    assertThat(last.parameters()).containsExactly(state(2).parameters());
    assertThat(last.slots().getFirst()).containsExactly(state(2).slots().getFirst());
  }

  @Test
  void whereNobodyStoppedTheStateIsWhatItIs() {
    EarlyStop stop = stop();
    session.load(state(1));
    stop.look(test(0.5, 0.5, Double.NaN), session); // no number is not below the threshold
    TrainingState last = state(2);
    assertThat(stop.restore(last)).isSameAs(last);
    assertThat(stop.training()).containsExactly(0, 1, 2);
  }

  @Test
  void withoutAMetricNothingEverStops() {
    EarlyStop never = new EarlyStop(3, Optional.empty());
    never.look(test(0.0, 0.0, 0.0), session);
    assertThat(never.training()).containsExactly(0, 1, 2);
  }

  @Test
  void aMetricWithoutATestSetIsAnError() {
    assertThatNullPointerException()
        .isThrownBy(() -> stop().look(Map.of(), session))
        .withMessage("test");
  }
}
