package dev.carryover.backend.tornado;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carryover.backend.Targets;
import dev.carryover.backend.conformance.Subject;
import dev.carryover.program.Optimizer;
import dev.carryover.program.TrainingProgram;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The kernel is told which optimizer it is, and not only how many slots that has. */
class OptimizersTest {

  private static int told(Optimizer optimizer) {
    TrainingProgram typical = Subject.typical().program();
    return Geometry.ofTraining(
            new TrainingProgram(
                typical.network(), typical.loss(), optimizer, List.of(0.1), 8, Set.of()),
            8,
            1,
            new Targets.Labels(0))
        .get(Geometry.OPTIMIZER);
  }

  @Test
  void eachOptimizerHasItsOwnCode() {
    assertThat(told(new Optimizer.Sgd())).isEqualTo(Optimizers.SGD);
    assertThat(told(new Optimizer.Momentum(0.9, 0))).isEqualTo(Optimizers.MOMENTUM);
    assertThat(told(Optimizer.Adam.withDefaults())).isEqualTo(Optimizers.ADAM);
    assertThat(Set.of(Optimizers.SGD, Optimizers.MOMENTUM, Optimizers.ADAM)).hasSize(3);
  }
}
