package dev.carryover.backend.tornado;

import dev.carryover.backend.Targets;
import dev.carryover.backend.conformance.Subject;
import dev.carryover.network.Activation;
import dev.carryover.network.NetworkSpec;
import dev.carryover.network.ParameterLayout.Tensor;
import dev.carryover.program.Optimizer;
import dev.carryover.program.TrainingProgram;
import java.util.Arrays;

/**
 * The phases of a step in plain loops and float64, each on what the device left for it: tanh, then
 * sigmoid with squared error or softmax with cross-entropy, Adam, labels.
 */
final class PlainPhases {
  private final Subject subject;
  private final TrainingProgram program;
  private final NetworkSpec network;
  private final OneStep step;
  private final int count;

  PlainPhases(Subject subject, OneStep step) {
    this.subject = subject;
    this.program = subject.program();
    this.network = program.network();
    this.step = step;
    this.count = subject.examples().count();
  }

  /** tanh(x·w + b). */
  double[] hidden(int r) {
    return Arrays.stream(preActivations(0, r)).map(Math::tanh).toArray();
  }

  /** ∂loss/∂z from the device's own hidden activations. */
  double[] outputGradient(int r) {
    double[] gradient = outputs(r);
    boolean softmax = network.last().activation() == Activation.SOFTMAX;
    for (int i = 0; i < gradient.length; i++) {
      double a = gradient[i];
      gradient[i] = softmax ? a - target(i) : 2 * (a - target(i)) * a * (1 - a);
    }
    return gradient;
  }

  /** The loss summed over examples. */
  double loss(int r) {
    double[] a = outputs(r);
    boolean softmax = network.last().activation() == Activation.SOFTMAX;
    double loss = 0;
    for (int i = 0; i < a.length; i++) {
      double y = target(i);
      loss += softmax ? -y * Math.log(a[i]) : (a[i] - y) * (a[i] - y);
    }
    return loss;
  }

  private double[] outputs(int r) {
    double[] z = preActivations(1, r);
    if (network.last().activation() == Activation.SIGMOID) {
      return Arrays.stream(z).map(v -> 1 / (1 + Math.exp(-v))).toArray();
    }
    int width = network.outputs();
    for (int b = 0; b < count; b++) {
      double sum = 0;
      for (int j = 0; j < width; j++) {
        z[b * width + j] = Math.exp(z[b * width + j]);
        sum += z[b * width + j];
      }
      for (int j = 0; j < width; j++) {
        z[b * width + j] /= sum;
      }
    }
    return z;
  }

  private double target(int i) {
    int label = ((Targets.Labels) subject.targets()).label(i / network.outputs());
    return label == i % network.outputs() ? 1 : 0;
  }

  /** (dz·wᵀ) ∘ (1 − a²), from the device's own dz and a. */
  double[] hiddenGradient(int r) {
    int width = network.layer(0).outputs();
    double[] dz = step.outputGradient(r);
    double[] a = step.hidden(r);
    double[] gradient = new double[count * width];
    for (int b = 0; b < count; b++) {
      for (int i = 0; i < width; i++) {
        double sum = 0;
        for (int j = 0; j < network.outputs(); j++) {
          sum += dz[b * network.outputs() + j] * weight(1, i, j, r);
        }
        gradient[b * width + i] = sum * (1 - a[b * width + i] * a[b * width + i]);
      }
    }
    return gradient;
  }

  /** w − η m̂ / (√v̂ + ε). */
  double[] updated(int r) {
    Optimizer.Adam adam = (Optimizer.Adam) program.optimizer();
    double[] m = firstSlot(r);
    double[] v = secondSlot(r);
    double[] w = start(r, step.start().parameters());
    for (int i = 0; i < w.length; i++) {
      double mHat = m[i] / (1 - Math.pow(adam.beta1(), OneStep.NUMBER));
      double vHat = v[i] / (1 - Math.pow(adam.beta2(), OneStep.NUMBER));
      w[i] -= program.learningRates().get(r) * mHat / (Math.sqrt(vHat) + adam.epsilon());
    }
    return w;
  }

  /** β₁ m + (1 − β₁) g. */
  double[] firstSlot(int r) {
    double beta = ((Optimizer.Adam) program.optimizer()).beta1();
    double[] m = start(r, step.start().slots().get(0));
    double[] g = gradients(r);
    Arrays.setAll(m, i -> beta * m[i] + (1 - beta) * g[i]);
    return m;
  }

  /** β₂ v + (1 − β₂) g². */
  double[] secondSlot(int r) {
    double beta = ((Optimizer.Adam) program.optimizer()).beta2();
    double[] v = start(r, step.start().slots().get(1));
    double[] g = gradients(r);
    Arrays.setAll(v, i -> beta * v[i] + (1 - beta) * g[i] * g[i]);
    return v;
  }

  /** xᵀ·dz / B and 1ᵀ·dz / B of both layers, from the device's own a and dz. */
  private double[] gradients(int r) {
    double[] g = new double[network.parameters().size()];
    for (int l = 0; l < 2; l++) {
      double[] dz = l == 0 ? step.hiddenGradient(r) : step.outputGradient(r);
      Tensor weight = network.parameters().weight(l);
      for (int b = 0; b < count; b++) {
        for (int j = 0; j < weight.columns(); j++) {
          double share = dz[b * weight.columns() + j] / count;
          for (int i = 0; i < weight.rows(); i++) {
            g[weight.offset() + i * weight.columns() + j] += input(l, b, i, r) * share;
          }
          g[network.parameters().bias(l).offset() + j] += share;
        }
      }
    }
    return g;
  }

  private double[] preActivations(int layer, int r) {
    Tensor weight = network.parameters().weight(layer);
    int bias = network.parameters().bias(layer).offset();
    double[] w = start(r, step.start().parameters());
    double[] z = new double[count * weight.columns()];
    for (int b = 0; b < count; b++) {
      for (int j = 0; j < weight.columns(); j++) {
        double sum = w[bias + j];
        for (int i = 0; i < weight.rows(); i++) {
          sum += input(layer, b, i, r) * weight(layer, i, j, r);
        }
        z[b * weight.columns() + j] = sum;
      }
    }
    return z;
  }

  private double input(int layer, int b, int i, int r) {
    return layer == 0
        ? subject.examples().value(b, i)
        : step.hidden(r)[b * network.layer(0).outputs() + i];
  }

  private double weight(int layer, int i, int j, int r) {
    Tensor weight = network.parameters().weight(layer);
    int at = r * network.parameters().size() + weight.offset() + i * weight.columns() + j;
    return step.start().parameters()[at];
  }

  private double[] start(int r, double[] all) {
    int size = network.parameters().size();
    return Arrays.copyOfRange(all, r * size, (r + 1) * size);
  }
}
