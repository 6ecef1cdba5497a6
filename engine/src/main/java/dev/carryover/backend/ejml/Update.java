package dev.carryover.backend.ejml;

import dev.carryover.program.Optimizer;
import java.util.List;

/**
 * An optimizer's change of one tensor, as {@link Optimizer} writes it.
 *
 * @param optimizer which
 * @param learningRate η
 * @param weightDecay λ; 0 for biases
 */
record Update(Optimizer optimizer, double learningRate, double weightDecay) {

  /** Changes w and the slots in place. t is the number of this step, 1 the first. */
  void apply(double[] w, List<double[]> slots, double[] g, long t) {
    switch (optimizer) {
      case Optimizer.Sgd() -> sgd(w, regularized(g, w));
      case Optimizer.Momentum momentum ->
          momentum(momentum, w, slots.getFirst(), regularized(g, w));
      case Optimizer.Adam adam -> {
        decay(w);
        adam(adam, w, slots.get(0), slots.get(1), g, t);
      }
    }
  }

  /** g + λ w. */
  private double[] regularized(double[] g, double[] w) {
    if (weightDecay == 0) {
      return g;
    }
    double[] sum = g.clone();
    for (int i = 0; i < g.length; i++) {
      sum[i] += weightDecay * w[i];
    }
    return sum;
  }

  /** w ← w − η λ w. */
  private void decay(double[] w) {
    for (int i = 0; i < w.length; i++) {
      w[i] -= learningRate * weightDecay * w[i];
    }
  }

  private void sgd(double[] w, double[] g) {
    for (int i = 0; i < w.length; i++) {
      w[i] -= learningRate * g[i];
    }
  }

  private void momentum(Optimizer.Momentum momentum, double[] w, double[] v, double[] g) {
    for (int i = 0; i < w.length; i++) {
      v[i] = momentum.momentum() * v[i] + (1 - momentum.dampening()) * g[i];
      w[i] -= learningRate * v[i];
    }
  }

  private void adam(Optimizer.Adam adam, double[] w, double[] m, double[] v, double[] g, long t) {
    double mCorrection = 1 - Math.pow(adam.beta1(), (double) t);
    double vCorrection = 1 - Math.pow(adam.beta2(), (double) t);
    for (int i = 0; i < w.length; i++) {
      m[i] = adam.beta1() * m[i] + (1 - adam.beta1()) * g[i];
      v[i] = adam.beta2() * v[i] + (1 - adam.beta2()) * g[i] * g[i];
      w[i] -=
          learningRate * (m[i] / mCorrection) / (Math.sqrt(v[i] / vCorrection) + adam.epsilon());
    }
  }
}
