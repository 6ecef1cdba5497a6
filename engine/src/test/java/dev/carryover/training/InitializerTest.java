package dev.carryover.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.carryover.network.Activation;
import dev.carryover.network.DenseSpec;
import dev.carryover.network.NetworkSpec;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class InitializerTest {
  private static final int INPUTS = 400;
  private static final int OUTPUTS = 100;
  private static final NetworkSpec NETWORK =
      NetworkSpec.of(new DenseSpec(INPUTS, OUTPUTS, Activation.IDENTITY));

  private static double[] weights(Initializer initializer) {
    double[] parameters = InitialParameters.of(NETWORK, initializer, 1, new SeedSequence(7));
    return Arrays.copyOf(parameters, INPUTS * OUTPUTS);
  }

  private static double deviation(double[] weights) {
    return Math.sqrt(Arrays.stream(weights).map(w -> w * w).average().orElseThrow());
  }

  private static double greatest(double[] weights) {
    return Arrays.stream(weights).map(Math::abs).max().orElseThrow();
  }

  @Test
  void normalHasTheDeviationAskedFor() {
    assertThat(deviation(weights(new Initializer.Normal(0.01)))).isCloseTo(0.01, within(1e-4));
  }

  @Test
  void uniformByFanInFillsItsRange() {
    double[] weights = weights(new Initializer.UniformFanIn());
    assertThat(greatest(weights)).isBetween(0.0499, 0.05); // 1/√400
    assertThat(deviation(weights)).isCloseTo(0.05 / Math.sqrt(3), within(3e-4));
  }

  @Test
  void glorotFillsItsRange() {
    double bound = Math.sqrt(6.0 / 500);
    double[] weights = weights(new Initializer.Glorot());
    assertThat(greatest(weights)).isBetween(0.999 * bound, bound);
    assertThat(deviation(weights)).isCloseTo(bound / Math.sqrt(3), within(6e-4));
  }

  @Test
  void heHasTwiceTheVarianceByInputs() {
    assertThat(deviation(weights(new Initializer.He())))
        .isCloseTo(Math.sqrt(2.0 / INPUTS), within(7e-4));
  }

  @Test
  void biasesStartAtZero() {
    double[] parameters =
        InitialParameters.of(NETWORK, new Initializer.He(), 1, new SeedSequence(7));
    assertThat(Arrays.copyOfRange(parameters, INPUTS * OUTPUTS, parameters.length))
        .containsOnly(0);
  }

  @Test
  void aDeviationThatIsNoneIsRefused() {
    assertThatThrownBy(() -> new Initializer.Normal(-1))
        .hasMessage("sigma: expected a finite number of at least 0, found -1.0");
    assertThatThrownBy(() -> new Initializer.Normal(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
