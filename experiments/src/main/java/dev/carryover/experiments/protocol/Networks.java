package dev.carryover.experiments.protocol;

import dev.carryover.network.Activation;
import dev.carryover.network.DenseSpec;
import dev.carryover.network.NetworkSpec;
import dev.carryover.program.Optimizer;
import dev.carryover.program.TrainingProgram;
import dev.carryover.training.Initializer;
import dev.carryover.training.SeedSequence;
import java.util.Set;

/** The paper's networks and how they are trained. */
public final class Networks {
  /** How fresh weights are drawn. */
  private static final Initializer INITIALIZER = new Initializer.Normal(0.01);

  private static final int HIDDEN = 200;
  private static final int BATCH = 32;
  private static final double LEARNING_RATE = 0.01;

  /** v ← 0.9 v + 0.1 g: the program's momentum is an average of gradients. */
  private static final Optimizer MOMENTUM = new Optimizer.Momentum(0.9, 0.9);

  private Networks() {}

  /** pixels-200-pixels, ReLU and sigmoid. */
  public static NetworkSpec autoencoder(int pixels) {
    return network(pixels, pixels, Activation.SIGMOID);
  }

  /** pixels-200-classes, ReLU and the protocol's outputs. */
  public static NetworkSpec classifier(int pixels, int classes, Protocol protocol) {
    return network(pixels, classes, protocol.classifierActivation());
  }

  private static NetworkSpec network(int inputs, int outputs, Activation output) {
    return NetworkSpec.of(
        new DenseSpec(inputs, HIDDEN, Activation.RELU), new DenseSpec(HIDDEN, outputs, output));
  }

  /** The program of one run. */
  public static TrainingProgram program(
      Run run, Protocol protocol, int pixels, int classes, int replicas) {
    NetworkSpec network =
        run.reconstructs() ? autoencoder(pixels) : classifier(pixels, classes, protocol);
    TrainingProgram program =
        TrainingProgram.of(network, protocol.loss(run), MOMENTUM, LEARNING_RATE, BATCH, replicas);
    return run == Run.CASE_I ? program.withFrozen(Set.of(0)) : program;
  }

  /** Fresh parameters, {@code [R][P]}. */
  public static double[] start(TrainingProgram program, SeedSequence seeds) {
    return INITIALIZER.draw(program.network(), program.replicas(), seeds);
  }
}
