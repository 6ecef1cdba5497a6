package dev.carryover.backend.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carryover.network.Activation;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Exponentials and activations against the library's float64 functions. */
class FunctionsTest {
  private static final int POINTS = 160 * Tile.VALUES;

  private interface Stretch {
    void apply(MemorySegment from, long index, MemorySegment to, long toIndex, int count);
  }

  @Test
  void decayIsWithinItsStatedError() {
    DoubleUnaryOperator exact = z -> Math.exp(-Math.abs(z));
    assertThat(worstUlps(Exponentials::decay, exact, -87.3, 87.3)).isLessThan(1.5);
    assertThat(worstUlps(Exponentials::decay, exact, 0, 1)).isLessThan(1.5);
  }

  @Test
  void decayMinusOneIsWithinItsStatedError() {
    DoubleUnaryOperator exact = z -> Math.expm1(-2 * Math.abs(z));
    assertThat(worstUlps(Exponentials::decayMinusOne, exact, -50, 50)).isLessThan(2.5);
    assertThat(worstUlps(Exponentials::decayMinusOne, exact, 0, 1)).isLessThan(2.5);
    assertThat(worstUlps(Exponentials::decayMinusOne, exact, 0, 1e-3)).isLessThan(2.5);
  }

  @Test
  void log1pIsWithinItsStatedError() {
    assertThat(worstUlps(Exponentials::log1p, Math::log1p, 0, 1)).isLessThan(2.5);
    assertThat(worstUlps(Exponentials::log1p, Math::log1p, 0, 1e-3)).isLessThan(2.5);
  }

  @Test
  void sigmoidAndTanhAreWithinFourUlps() {
    Stretch sigmoid = (z, i, a, j, n) -> Activations.apply(Activation.SIGMOID, z, i, a, j, n);
    Stretch tanh = (z, i, a, j, n) -> Activations.apply(Activation.TANH, z, i, a, j, n);
    assertThat(worstUlps(sigmoid, z -> 1 / (1 + Math.exp(-z)), -110, 110)).isLessThan(4);
    assertThat(worstUlps(tanh, Math::tanh, -12, 12)).isLessThan(4);
    assertThat(worstUlps(tanh, Math::tanh, -1e-2, 1e-2)).isLessThan(4);
  }

  @Test
  void activationsSaturateWithoutOverflow() {
    assertThat(activation(Activation.SIGMOID, Float.POSITIVE_INFINITY)).isEqualTo(1);
    assertThat(activation(Activation.SIGMOID, -1000)).isZero();
    assertThat(activation(Activation.SIGMOID, -103)).isPositive();
    assertThat(activation(Activation.SIGMOID, Float.NEGATIVE_INFINITY)).isZero();
    assertThat(activation(Activation.TANH, 1000)).isEqualTo(1);
    assertThat(activation(Activation.TANH, Float.NEGATIVE_INFINITY)).isEqualTo(-1);
    assertThat(activation(Activation.TANH, 0)).isZero();
    assertThat(activation(Activation.RELU, -2)).isZero();
  }

  @Test
  void nanStaysNan() {
    for (Activation f : Activation.values()) {
      assertThat(activation(f, Float.NaN)).as(f.name()).isNaN();
    }
    try (Arena arena = Arena.ofShared()) {
      MemorySegment value = broadcast(Float.NaN, arena);
      Exponentials.log1p(value, 0, value, 0, Tile.LANES);
      assertThat(value.get(Tile.FLOAT, 0)).isNaN();
    }
  }

  private static double worstUlps(
      Stretch function, DoubleUnaryOperator exact, double low, double high) {
    int count = POINTS;
    double worst = 0;
    try (Arena arena = Arena.ofShared()) {
      MemorySegment x = Tile.floats(arena, count);
      MemorySegment y = Tile.floats(arena, count);
      for (int i = 0; i < count; i++) {
        x.setAtIndex(Tile.FLOAT, i, (float) (low + (high - low) * i / (count - 1)));
      }
      for (int i = 0; i < count; i += Tile.VALUES) {
        function.apply(x, i, y, i, Tile.VALUES);
      }
      for (int i = 0; i < count; i++) {
        double expected = exact.applyAsDouble(x.getAtIndex(Tile.FLOAT, i));
        double error = Math.abs(y.getAtIndex(Tile.FLOAT, i) - expected);
        double ulps = error / Math.ulp((float) expected);
        worst = ulps <= worst ? worst : ulps;
      }
    }
    return worst;
  }

  private static MemorySegment broadcast(float value, Arena arena) {
    MemorySegment values = Tile.floats(arena, Tile.VALUES);
    for (int i = 0; i < Tile.LANES; i++) {
      values.setAtIndex(Tile.FLOAT, i, value);
    }
    return values;
  }

  private static float activation(Activation f, float z) {
    try (Arena arena = Arena.ofShared()) {
      MemorySegment a = Tile.floats(arena, Tile.VALUES);
      Activations.apply(f, broadcast(z, arena), 0, a, 0, Tile.LANES);
      return a.get(Tile.FLOAT, 0);
    }
  }
}
