package dev.carryover.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.carryover.program.Optimizer.Adam;
import dev.carryover.program.Optimizer.Momentum;
import dev.carryover.program.Optimizer.Sgd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptimizerTest {
  @Test
  void slotsAreWhatAnOptimizerCarries() {
    assertThat(new Sgd().slots()).isZero();
    assertThat(new Momentum(0, 0).slots()).isOne();
    assertThat(Adam.withDefaults().slots()).isEqualTo(2);
  }

  @Test
  void adamsDefaultsAreThoseOfItsPaper() {
    assertThat(Adam.withDefaults()).isEqualTo(new Adam(0.9, 0.999, 1e-8));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, -1e-9, 1.5, Double.NaN, Double.POSITIVE_INFINITY})
  void whatIsNoFractionIsRefusedByName(double value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Momentum(value, 0.9))
        .withMessage("momentum must be in [0, 1), found " + value);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Momentum(0.9, value))
        .withMessage("dampening must be in [0, 1), found " + value);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Adam(value, 0.9, 1))
        .withMessage("beta1 must be in [0, 1), found " + value);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Adam(0.9, value, 1))
        .withMessage("beta2 must be in [0, 1), found " + value);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1e-8, Double.NaN, Double.NEGATIVE_INFINITY})
  void anEpsilonThatIsNotAboveZeroIsRefused(double epsilon) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Adam(0.9, 0.999, epsilon))
        .withMessage("epsilon must be greater than 0, found " + epsilon);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-39, 1e-50, Double.MIN_VALUE, 1e39, Double.POSITIVE_INFINITY})
  void anEpsilonThatFloat32RoundsToNothingOrInfinityIsRefused(double epsilon) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Adam(0.9, 0.999, epsilon))
        .withMessage(
            "epsilon must be 0 or within the range of 32-bit floats, 1.2e-38 to 3.4e+38, found "
                + epsilon);
  }

  @Test
  void aFractionThatFloat32RoundsToOneIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Adam(0.9, 1 - 1e-9, 1e-8))
        .withMessage("beta2 must be less than 1 also as a 32-bit float, found 0.999999999");
    assertThat(new Momentum(1 - 1e-7, 0).momentum()).isLessThan(1);
  }
}
