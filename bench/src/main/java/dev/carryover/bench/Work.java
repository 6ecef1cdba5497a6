package dev.carryover.bench;

import dev.carryover.backend.Backends;
import dev.carryover.backend.Session;
import dev.carryover.backend.Targets;
import dev.carryover.backend.TrainingState;
import dev.carryover.data.Examples;
import dev.carryover.network.Activation;
import dev.carryover.network.DenseSpec;
import dev.carryover.network.NetworkSpec;
import dev.carryover.network.ParameterLayout.Role;
import dev.carryover.network.ParameterLayout.Tensor;
import dev.carryover.program.BatchOrder;
import dev.carryover.program.Loss;
import dev.carryover.program.Optimizer;
import dev.carryover.program.TrainingProgram;
import java.util.SplittableRandom;

/**
 * The work that every benchmark and every peer does: the paper's autoencoder, 784-200-784, ReLU and
 * sigmoid, squared error, momentum 0.9 with dampening 0.9, on 4,000 examples in batches of 32.
 *
 * @param program R replicas of it
 * @param examples random, a fifth of the pixels lit, as in MNIST, but anywhere
 * @param targets the examples themselves
 */
public record Work(TrainingProgram program, Examples examples, Targets targets) {
  /** How many examples an epoch visits. */
  public static final int EXAMPLES = 4_000;

  private static final int PIXELS = 784;
  private static final int CODE = 200;
  private static final int CLASSES = 10;
  private static final int BATCH = 32;
  private static final double LEARNING_RATE = 0.01;
  private static final double MOMENTUM = 0.9;
  private static final double SIGMA = 0.01;
  private static final double LIT = 0.2;
  private static final int CHECKED_STEPS = 4;
  private static final double TOLERANCE = 1e-3;

  /** The work of R replicas. */
  public static Work of(int replicas) {
    NetworkSpec network =
        NetworkSpec.of(
            new DenseSpec(PIXELS, CODE, Activation.RELU),
            new DenseSpec(CODE, PIXELS, Activation.SIGMOID));
    TrainingProgram program =
        TrainingProgram.of(
            network,
            Loss.SQUARED_ERROR,
            new Optimizer.Momentum(MOMENTUM, MOMENTUM),
            LEARNING_RATE,
            BATCH,
            replicas);
    SplittableRandom random = new SplittableRandom(1);
    float[] pixels = new float[EXAMPLES * PIXELS];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = random.nextDouble() < LIT ? random.nextFloat() : 0;
    }
    return new Work(program, new Examples(EXAMPLES, PIXELS, pixels), new Targets.Inputs());
  }

  /** This work in another way. */
  public Work in(Variant variant) {
    return new Work(variant.of(program), examples, targets);
  }

  /** This work on other images. */
  public Work on(Pixels pixels) {
    return new Work(program, pixels.draw(EXAMPLES, PIXELS), targets);
  }

  /** A classifier's work on these examples, with labels at random. */
  public Work classifying() {
    NetworkSpec network =
        NetworkSpec.of(
            new DenseSpec(PIXELS, CODE, Activation.RELU),
            new DenseSpec(CODE, CLASSES, Activation.SOFTMAX));
    TrainingProgram classifier =
        TrainingProgram.of(
            network,
            Loss.SOFTMAX_CROSS_ENTROPY,
            program.optimizer(),
            LEARNING_RATE,
            BATCH,
            program.replicas());
    int[] labels = new SplittableRandom(3).ints(EXAMPLES, 0, CLASSES).toArray();
    return new Work(classifier, examples, new Targets.Labels(labels));
  }

  /**
   * Multiplications and additions of one epoch of all replicas: in each layer forward and gradient,
   * 2·I·O an example each, and backward through every layer but the first.
   */
  public double flop() {
    NetworkSpec network = program.network();
    double perExample = 0;
    for (int l = 0; l < network.depth(); l++) {
      DenseSpec layer = network.layer(l);
      perExample += (l == 0 ? 2 : 3) * 2.0 * layer.inputs() * layer.outputs();
    }
    return perExample * EXAMPLES * program.replicas();
  }

  /** The first so many examples for every replica, each shifted by the replica's number. */
  public BatchOrder order(int examples) {
    int[][] indices = new int[program.replicas()][examples];
    for (int r = 0; r < indices.length; r++) {
      for (int i = 0; i < examples; i++) {
        indices[r][i] = (i + r) % EXAMPLES;
      }
    }
    return new BatchOrder(indices);
  }

  /**
   * A session of this work, started and checked.
   *
   * @param backend as users name it
   * @throws AssertionError if its first steps are not the reference's
   */
  public Session session(String backend) {
    Session session = open(backend);
    requireLikeReference(session, backend);
    session.load(start());
    return session;
  }

  private Session open(String backend) {
    Backends.Choice choice = Backends.require(backend);
    Session session = choice.backend().compile(program, choice.device());
    session.bind(examples, targets);
    session.load(start());
    return session;
  }

  private void requireLikeReference(Session session, String backend) {
    BatchOrder few = order(CHECKED_STEPS * BATCH);
    session.trainEpoch(few);
    double[] found = session.state().parameters();
    double[] start = start().parameters();
    try (Session reference = open("ejml")) {
      reference.trainEpoch(few);
      double[] expected = reference.state().parameters();
      double error = 0;
      double change = 0;
      for (int i = 0; i < start.length; i++) {
        error += Math.pow(found[i] - expected[i], 2);
        change += Math.pow(expected[i] - start[i], 2);
      }
      double distance = Math.sqrt(error / change);
      if (!(distance <= TOLERANCE)) {
        throw new AssertionError(
            "%s is %.1e away from the reference after %d steps"
                .formatted(backend, distance, CHECKED_STEPS));
      }
    }
  }

  private TrainingState start() {
    SplittableRandom random = new SplittableRandom(2);
    int size = program.network().parameters().size();
    double[] parameters = new double[program.replicas() * size];
    for (Tensor tensor : program.network().parameters().tensors()) {
      for (int r = 0; r < program.replicas(); r++) {
        for (int i = 0; i < tensor.size() && tensor.role() == Role.WEIGHT; i++) {
          parameters[r * size + tensor.offset() + i] = (float) (SIGMA * random.nextGaussian());
        }
      }
    }
    return TrainingState.initial(program, parameters);
  }
}
