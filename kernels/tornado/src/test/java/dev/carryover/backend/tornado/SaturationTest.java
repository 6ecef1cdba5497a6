package dev.carryover.backend.tornado;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carryover.backend.Backend;
import dev.carryover.backend.Backends;
import dev.carryover.backend.Session;
import dev.carryover.backend.Targets;
import dev.carryover.backend.TrainingState;
import dev.carryover.data.Examples;
import dev.carryover.network.Activation;
import dev.carryover.network.DenseSpec;
import dev.carryover.network.NetworkSpec;
import dev.carryover.program.BatchOrder;
import dev.carryover.program.Loss;
import dev.carryover.program.Optimizer;
import dev.carryover.program.TrainingProgram;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Far from 0 an activation is its limit and its derivative 0, as the reference's are. */
class SaturationTest {

  /** One step of a network of one weight from w = −1, at one input. */
  private static TrainingState step(Backend backend, String device, Activation f, float x) {
    TrainingProgram program =
        TrainingProgram.of(
            NetworkSpec.of(new DenseSpec(1, 1, f)),
            Loss.SQUARED_ERROR,
            new Optimizer.Sgd(),
            0.1,
            1,
            1);
    try (Session session = backend.compile(program, Backends.require(device).device())) {
      session.bind(new Examples(1, 1, new float[] {x}), new Targets.Labels(0));
      session.load(TrainingState.initial(program, new double[] {-1, 0}));
      session.trainEpoch(new BatchOrder(new int[][] {{0}}));
      return session.state();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "TANH, 1e30",
    "TANH, -1e30",
    "TANH, 25",
    "TANH, -25",
    "SIGMOID, 1e30",
    "SIGMOID, -1e30"
  })
  void aStepFromFarOutChangesNothing(Activation f, float x) {
    double[] expected = step(Backends.require("ejml").backend(), "ejml", f, x).parameters();
    for (Shape shape : Shape.values()) {
      TornadoBackend backend = new TornadoBackend(shape);
      assertThat(step(backend, "tornado", f, x).parameters())
          .as("%s, %s", shape, f)
          .isEqualTo(expected);
    }
  }
}
