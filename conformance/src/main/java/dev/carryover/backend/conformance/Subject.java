package dev.carryover.backend.conformance;

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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * A program with examples, targets, orders and a start, all decided by a seed: what a check runs on
 * backend and reference alike.
 *
 * @param name for the reader of a failure
 * @param program what is trained
 * @param examples values in [0, 1)
 * @param targets the inputs, a code, or random labels or values
 */
public record Subject(String name, TrainingProgram program, Examples examples, Targets targets) {

  /** Two layers by their sizes and activations. */
  public static NetworkSpec network(
      int inputs, int hidden, Activation f, int outputs, Activation g) {
    return NetworkSpec.of(new DenseSpec(inputs, hidden, f), new DenseSpec(hidden, outputs, g));
  }

  /**
   * A program on so many random examples, its targets the inputs where the network reconstructs.
   */
  public static Subject of(String name, TrainingProgram program, int count, boolean reconstruct) {
    RandomGenerator random = random("examples " + name);
    int features = program.network().inputs();
    float[] values = new float[count * features];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }
    int[] labels = random.ints(count, 0, program.network().outputs()).toArray();
    return new Subject(
        name,
        program,
        new Examples(count, features, values),
        reconstruct ? new Targets.Inputs() : new Targets.Labels(labels));
  }

  /**
   * The program that most checks use: awkward sizes, a partial last batch, three learning rates.
   */
  public static Subject typical() {
    TrainingProgram program =
        new TrainingProgram(
            network(31, 17, Activation.RELU, 7, Activation.SIGMOID),
            Loss.SQUARED_ERROR,
            new Optimizer.Momentum(0.9, 0.9),
            List.of(0.5, 0.25, 1.0),
            8,
            Set.of());
    return of("typical", program, 29, false);
  }

  /** This subject with another program over the same examples. */
  public Subject with(TrainingProgram other) {
    return new Subject(name, other, examples, targets);
  }

  /**
   * This subject with most features 0, as in images: a few stretches of every example are left, and
   * every seventh example is 0 altogether. Zeros have either sign, and some lie in what is left.
   */
  public Subject withZeros() {
    RandomGenerator random = random("zeros " + name);
    int features = examples.features();
    float[] values = new float[examples.count() * features];
    for (int n = 0; n < examples.count(); n++) {
      boolean left = false;
      for (int i = 0; i < features; i++) {
        left = n % 7 != 6 && (left ? random.nextInt(6) != 0 : random.nextInt(20) == 0);
        boolean zero = !left || random.nextInt(9) == 0;
        float sign = random.nextBoolean() ? 0f : -0f;
        values[n * features + i] = zero ? sign : examples.value(n, i);
      }
    }
    return new Subject(name, program, new Examples(examples.count(), features, values), targets);
  }

  /** This subject with the code that frozen layers make for its target. */
  public Subject withCode() {
    return new Subject(name, program, examples, new Targets.Code());
  }

  /** This subject with random values for its targets, all positive and each row's sum 1. */
  public Subject withDistributions() {
    RandomGenerator random = random("targets " + name);
    int outputs = program.network().outputs();
    float[] values = new float[examples.count() * outputs];
    for (int i = 0; i < examples.count(); i++) {
      double[] weights = random.doubles(outputs).map(u -> 0.1 + u).toArray();
      double sum = Arrays.stream(weights).sum();
      for (int o = 0; o < outputs; o++) {
        values[i * outputs + o] = (float) (weights[o] / sum);
      }
    }
    return new Subject(
        name,
        program,
        examples,
        new Targets.Values(new Examples(examples.count(), outputs, values)));
  }

  /**
   * A start with every parameter drawn from N(0, 1/√I), biases too: large enough that a step's
   * change is well above float32's rounding of the parameter. Slots start at zero.
   */
  public TrainingState start() {
    NetworkSpec network = program.network();
    RandomGenerator random = random("start " + name);
    double[] parameters = new double[program.replicas() * network.parameters().size()];
    int i = 0;
    for (int r = 0; r < program.replicas(); r++) {
      for (var tensor : network.parameters().tensors()) {
        double sigma = 1 / Math.sqrt(network.layer(tensor.layer()).inputs());
        for (int k = 0; k < tensor.size(); k++) {
          // Rounded to float32, so that every backend starts from the same numbers.
          parameters[i++] = (float) (sigma * random.nextGaussian());
        }
      }
    }
    return TrainingState.initial(program, parameters);
  }

  /** Another random order each epoch, and another one each replica. */
  public BatchOrder order(int epoch) {
    RandomGenerator random = random("order " + name + epoch);
    int[][] indices = new int[program.replicas()][];
    for (int r = 0; r < indices.length; r++) {
      List<Integer> shuffled = new ArrayList<>();
      for (int i = 0; i < examples.count(); i++) {
        shuffled.add(random.nextInt(shuffled.size() + 1), i);
      }
      indices[r] = shuffled.stream().mapToInt(Integer::intValue).toArray();
    }
    return new BatchOrder(indices);
  }

  /** The first epoch's first step. */
  BatchOrder firstStep() {
    BatchOrder epoch = order(0);
    int[][] first = new int[epoch.replicas()][];
    for (int r = 0; r < first.length; r++) {
      int[] all = new int[epoch.length(r)];
      epoch.copyTo(r, all, 0);
      first[r] = Arrays.copyOf(all, program.batchSize());
    }
    return new BatchOrder(first);
  }

  private static RandomGenerator random(String purpose) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(purpose.hashCode());
  }
}
