package dev.carryover.backend.ejml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.carryover.program.Optimizer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every optimizer's update of one weight, against figures worked by hand. */
class UpdateTest {

  private final double[] w = new double[1];

  private void requireWeight(double expected) {
    assertThat(w[0]).isCloseTo(expected, within(1e-12));
  }

  private static void requireSlot(double[] slot, double expected) {
    assertThat(slot[0]).isCloseTo(expected, within(1e-12));
  }

  private static double[] of(double value) {
    return new double[] {value};
  }

  @Test
  void sgd() {
    w[0] = 1;
    new Update(new Optimizer.Sgd(), 0.1, 0).apply(w, List.of(), of(0.4), 1);
    requireWeight(0.96); // 1 − 0.1 · 0.4
    new Update(new Optimizer.Sgd(), 0.1, 0.5).apply(w, List.of(), of(0.4), 2);
    requireWeight(0.872); // 0.96 − 0.1 · (0.4 + 0.5 · 0.96)
  }

  @Test
  void momentum() {
    double[] v = of(0.2);
    Optimizer momentum = new Optimizer.Momentum(0.9, 0.5);
    w[0] = 1;
    new Update(momentum, 0.1, 0).apply(w, List.of(v), of(0.4), 1);
    requireSlot(v, 0.38); // 0.9 · 0.2 + 0.5 · 0.4
    requireWeight(0.962);
    new Update(momentum, 0.1, 0).apply(w, List.of(v), of(-0.2), 2);
    requireSlot(v, 0.242); // 0.9 · 0.38 − 0.5 · 0.2
    requireWeight(0.9378);
    new Update(momentum, 0.1, 0.5).apply(w, List.of(v), of(0), 3);
    requireSlot(v, 0.45225); // 0.9 · 0.242 + 0.5 · 0.5 · 0.9378
    requireWeight(0.892575);
  }

  @Test
  void adam() {
    double[] m = of(0);
    double[] v = of(0);
    Update adam = new Update(new Optimizer.Adam(0.5, 0.75, 0.5), 0.25, 0);
    w[0] = 3;
    adam.apply(w, List.of(m, v), of(2), 1);
    requireSlot(m, 1); // 0.5 · 2; m̂ = 1 / 0.5 = 2
    requireSlot(v, 1); // 0.25 · 4; v̂ = 1 / 0.25 = 4
    requireWeight(2.8); // 3 − 0.25 · 2 / (2 + 0.5)
    adam.apply(w, List.of(m, v), of(3), 2);
    requireSlot(m, 2); // 0.5 · 1 + 0.5 · 3; m̂ = 2 / 0.75 = 8 / 3
    requireSlot(v, 3); // 0.75 · 1 + 0.25 · 9; v̂ = 3 / (7/16) = 48 / 7
    requireWeight(2.8 - 0.25 * (8 / 3.0) / (Math.sqrt(48 / 7.0) + 0.5));
  }

  @Test
  void adamAfterAHundredSteps() {
    double[] m = of(0.5);
    double[] v = of(4);
    w[0] = 0;
    new Update(new Optimizer.Adam(0.5, 0.75, 1e-20), 1, 0).apply(w, List.of(m, v), of(1), 101);
    requireSlot(m, 0.75);
    requireSlot(v, 3.25);
    // 1 − 0.5¹⁰¹ and 1 − 0.75¹⁰¹ are 1 to twelve digits.
    requireWeight(-0.75 / Math.sqrt(3.25));
  }

  /** The weight decays by η λ w, and no slot hears of it. */
  @Test
  void adamDecaysApartFromItsGradient() {
    double[] m = of(0);
    double[] v = of(0);
    w[0] = 3;
    new Update(new Optimizer.Adam(0.5, 0.75, 0.5), 0.25, 0.4).apply(w, List.of(m, v), of(2), 1);
    requireSlot(m, 1);
    requireSlot(v, 1);
    requireWeight(2.5); // 3 − 0.25 · 0.4 · 3 − 0.2
  }
}
