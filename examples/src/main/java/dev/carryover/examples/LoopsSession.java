package dev.carryover.examples;

import dev.carryover.backend.SessionService;
import dev.carryover.backend.Targets;
import dev.carryover.data.Examples;
import dev.carryover.network.Activation;
import dev.carryover.network.NetworkSpec;
import dev.carryover.network.ParameterLayout;
import dev.carryover.network.ParameterLayout.Role;
import dev.carryover.network.ParameterLayout.Tensor;
import dev.carryover.program.BatchOrder;
import dev.carryover.program.Corruption;
import dev.carryover.program.Loss;
import dev.carryover.program.Optimizer;
import dev.carryover.program.TrainingProgram;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** One example after another, replica by replica. */
final class LoopsSession implements SessionService {
  private final TrainingProgram program;
  private final NetworkSpec network;
  private final ParameterLayout layout;
  private double[] parameters = {};
  private List<double[]> slots = List.of();
  private @Nullable Examples examples;
  private @Nullable Targets targets;

  LoopsSession(TrainingProgram program) {
    this.program = program;
    this.network = program.network();
    this.layout = network.parameters();
  }

  @Override
  public void bind(Examples examples, Targets targets) {
    this.examples = examples;
    this.targets = targets;
  }

  @Override
  public void load(double[] parameters, List<double[]> slots) {
    this.parameters = parameters.clone();
    this.slots = slots.stream().map(double[]::clone).toList();
  }

  @Override
  public void save(double[] parameters, List<double[]> slots) {
    System.arraycopy(this.parameters, 0, parameters, 0, parameters.length);
    for (int s = 0; s < slots.size(); s++) {
      System.arraycopy(this.slots.get(s), 0, slots.get(s), 0, parameters.length);
    }
  }

  @Override
  public void close() {
    load(new double[0], List.of());
  }

  @Override
  public void predict(Examples examples, float[] predictions) {
    int i = 0;
    for (int r = 0; r < program.replicas(); r++) {
      for (int n = 0; n < examples.count(); n++) {
        for (double a : activations(r, network.depth(), row(examples, n))) {
          predictions[i++] = (float) a;
        }
      }
    }
  }

  @Override
  public double[] trainEpoch(BatchOrder order, long[] stepsBefore) {
    double[] losses = new double[program.replicas()];
    for (int r = 0; r < losses.length; r++) {
      long step = stepsBefore[r];
      for (int from = 0; from < order.length(r); from += program.batchSize()) {
        int batch = Math.min(program.batchSize(), order.length(r) - from);
        double[] gradient = new double[layout.size()];
        for (int place = 0; place < batch; place++) {
          losses[r] += addGradient(r, order.index(r, from + place), place, step, gradient);
        }
        step++;
        update(r, gradient, batch, step);
      }
    }
    return losses;
  }

  /** Adds one example's gradient by every parameter, and returns its loss. */
  private double addGradient(int r, int example, int place, long stepsBefore, double[] gradient) {
    int first = program.firstTrainedLayer();
    double[] code = activations(r, first, row(Objects.requireNonNull(examples), example));
    double[] y = target(example, code);
    double[][] x = new double[network.depth()][]; // what enters each layer
    x[first] = corrupted(program.corruptions().get(r), stepsBefore, place, code);
    for (int l = first + 1; l < network.depth(); l++) {
      x[l] = activate(network.layer(l - 1).activation(), preActivations(r, l - 1, x[l - 1]));
    }
    double[] z = preActivations(r, network.depth() - 1, x[network.depth() - 1]);
    double[] dz = lossGradient(activate(network.last().activation(), z), y);
    for (int l = network.depth() - 1; l >= first; l--) {
      int bias = layout.bias(l).offset();
      for (int o = 0; o < dz.length; o++) {
        gradient[bias + o] += dz[o];
      }
      dz = backward(r, l, x[l], dz, gradient);
    }
    return loss(z, y);
  }

  /** Adds dw = x·dz and returns the dz of the layer below, f′·Σ w dz. */
  private double[] backward(int r, int l, double[] x, double[] dz, double[] gradient) {
    Weights w = weights(l);
    double[] below = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      for (int o = 0; o < dz.length; o++) {
        gradient[w.at(i, o)] += x[i] * dz[o];
        below[i] += parameters[r * layout.size() + w.at(i, o)] * dz[o];
      }
      below[i] *= l == 0 ? 1 : derivative(network.layer(l - 1).activation(), x[i]);
    }
    return below;
  }

  /** Where a layer's weights lie: its own, or, where it is tied, its encoder's, transposed. */
  private record Weights(int start, int inputStep, int outputStep) {
    int at(int i, int o) {
      return start + i * inputStep + o * outputStep;
    }
  }

  private Weights weights(int l) {
    Tensor w = layout.weight(network.weightOwner(l));
    return network.layer(l).isTied()
        ? new Weights(w.offset(), 1, w.columns())
        : new Weights(w.offset(), w.columns(), 1);
  }

  /** What enters a layer, or leaves the network. */
  private double[] activations(int r, int layer, double[] input) {
    double[] x = input;
    for (int l = 0; l < layer; l++) {
      x = activate(network.layer(l).activation(), preActivations(r, l, x));
    }
    return x;
  }

  /** z = x·w + b. */
  private double[] preActivations(int r, int l, double[] x) {
    Weights w = weights(l);
    int replica = r * layout.size();
    int bias = replica + layout.bias(l).offset();
    double[] z = Arrays.copyOfRange(parameters, bias, bias + network.layer(l).outputs());
    for (int i = 0; i < x.length; i++) {
      for (int o = 0; o < z.length; o++) {
        z[o] += x[i] * parameters[replica + w.at(i, o)];
      }
    }
    return z;
  }

  private static double[] activate(Activation f, double[] z) {
    double largest = DoubleStream.of(z).max().orElseThrow();
    double sum = DoubleStream.of(z).map(v -> Math.exp(v - largest)).sum();
    return DoubleStream.of(z)
        .map(v ->
            switch (f) {
              case IDENTITY -> v;
              case RELU -> Math.max(0, v);
              case SIGMOID -> 1 / (1 + Math.exp(-v));
              case TANH -> Math.tanh(v);
              case SOFTMAX -> Math.exp(v - largest) / sum;
            })
        .toArray();
  }

  /** f′ by what f has made; softmax only stands behind a loss that gives dz at once. */
  private static double derivative(Activation f, double a) {
    return switch (f) {
      case IDENTITY, SOFTMAX -> 1;
      case RELU -> a > 0 ? 1 : 0;
      case SIGMOID -> a * (1 - a);
      case TANH -> 1 - a * a;
    };
  }

  private double[] target(int example, double[] code) {
    return switch (Objects.requireNonNull(targets)) {
      case Targets.Inputs() -> row(Objects.requireNonNull(examples), example);
      case Targets.Code() -> code;
      case Targets.Values(Examples rows) -> row(rows, example);
      case Targets.Labels labels -> {
        double[] y = new double[network.outputs()];
        y[labels.label(example)] = 1;
        yield y;
      }
    };
  }

  private double[] lossGradient(double[] a, double[] y) {
    double[] dz = new double[a.length];
    for (int o = 0; o < dz.length; o++) {
      dz[o] = a[o] - y[o];
      if (program.loss() == Loss.SQUARED_ERROR) {
        dz[o] *= 2 * derivative(network.last().activation(), a[o]);
      }
    }
    return dz;
  }

  private double loss(double[] z, double[] y) {
    double[] a = activate(network.last().activation(), z);
    double largest = DoubleStream.of(z).max().orElseThrow();
    double logSum = Math.log(DoubleStream.of(z).map(v -> Math.exp(v - largest)).sum());
    double loss = 0;
    for (int o = 0; o < z.length; o++) {
      loss +=
          switch (program.loss()) {
            case SQUARED_ERROR -> (a[o] - y[o]) * (a[o] - y[o]);
            case BINARY_CROSS_ENTROPY ->
                Math.max(z[o], 0) - z[o] * y[o] + Math.log1p(Math.exp(-Math.abs(z[o])));
            case SOFTMAX_CROSS_ENTROPY -> y[o] * (logSum - (z[o] - largest));
          };
    }
    return loss;
  }

  private static double[] corrupted(Corruption noise, long step, int place, double[] x) {
    double[] corrupted = x.clone();
    for (int i = 0; i < x.length && !noise.isNone(); i++) {
      corrupted[i] = noise.masks(step, place, i) ? 0 : x[i];
    }
    return corrupted;
  }

  /** Changes every parameter that trains. t is the number of this step, 1 the first. */
  private void update(int r, double[] gradient, int batch, long t) {
    for (Tensor tensor : layout.tensors()) {
      double decay = tensor.role() == Role.WEIGHT ? program.weightDecays().get(r) : 0;
      for (int k = tensor.offset(); k < tensor.offset() + tensor.size(); k++) {
        if (program.trains(tensor.layer())) {
          update(
              r * layout.size() + k, gradient[k] / batch, program.learningRates().get(r), decay, t);
        }
      }
    }
  }

  private void update(int k, double g, double rate, double decay, long t) {
    double w = parameters[k];
    parameters[k] -=
        rate
            * switch (program.optimizer()) {
              case Optimizer.Sgd() -> g + decay * w;
              case Optimizer.Momentum(double momentum, double dampening) ->
                  average(0, k, momentum, 1 - dampening, g + decay * w);
              case Optimizer.Adam(double beta1, double beta2, double epsilon) -> {
                double m = average(0, k, beta1, 1 - beta1, g) / (1 - Math.pow(beta1, (double) t));
                double v =
                    average(1, k, beta2, 1 - beta2, g * g) / (1 - Math.pow(beta2, (double) t));
                yield decay * w + m / (Math.sqrt(v) + epsilon);
              }
            };
  }

  private double average(int slot, int k, double keep, double take, double value) {
    double[] s = slots.get(slot);
    s[k] = keep * s[k] + take * value;
    return s[k];
  }

  private static double[] row(Examples examples, int n) {
    double[] row = new double[examples.features()];
    Arrays.setAll(row, i -> examples.value(n, i));
    return row;
  }
}
