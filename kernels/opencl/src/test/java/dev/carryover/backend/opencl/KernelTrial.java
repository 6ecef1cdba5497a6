package dev.carryover.backend.opencl;

import dev.carryover.backend.Availability;
import dev.carryover.backend.Backend;
import dev.carryover.backend.Device;
import dev.carryover.backend.Session;
import dev.carryover.backend.conformance.RelativeDistance;
import dev.carryover.backend.conformance.Subject;
import dev.carryover.backend.conformance.Tolerances;
import dev.carryover.backend.ejml.EjmlBackend;
import dev.carryover.network.Activation;
import dev.carryover.network.DenseSpec;
import dev.carryover.network.NetworkSpec;
import dev.carryover.program.Corruption;
import dev.carryover.program.Loss;
import dev.carryover.program.Optimizer;
import dev.carryover.program.TrainingProgram;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Runs every kernel on programs so small that a simulator of a device gets through them in seconds:
 * two epochs and a prediction each. For kernels/opencl/offline, which watches for races meanwhile.
 *
 * <p>Fails where losses stay as they were or differ from the reference's: a simulator may skip a
 * kernel that it cannot run, and say nothing.
 */
final class KernelTrial {
  private static final List<Corruption> CORRUPTIONS =
      List.of(new Corruption(0.3, 0x1234_5678_9ABC_DEF0L), Corruption.NONE);

  private KernelTrial() {}

  /**
   * Runs one shape.
   *
   * @param arguments step or epoch; staged, sliced or registers; a word in the names of the
   *     programs to run where not all of them
   */
  public static void main(String[] arguments) {
    Shape shape = arguments[0].equals("epoch") ? Shape.EPOCH_KERNEL : Shape.STEP_GRAPH;
    Tiling tiling =
        switch (arguments[1]) {
          case "staged" -> new Tiling(true, 4, 4, 1, 2, 8);
          case "sliced" -> new Tiling(true, 4, 4, 1, 2, 8, 100);
          default -> new Tiling(false, 4, 4, 2, 1, 1);
        };
    String word = arguments.length > 2 ? arguments[2] : "";
    Backend backend = new OpenClBackend(shape, tiling);
    for (Subject subject : subjects()) {
      if (subject.name().contains(word)) {
        run(backend, subject);
      }
    }
  }

  private static void run(Backend backend, Subject subject) {
    Device device = device(backend);
    double[][] losses = train(backend, device, subject);
    requireMoved(subject, losses);
    Backend reference = new EjmlBackend();
    requireClose(subject, train(reference, device(reference), subject), losses);
    System.out.printf(
        "%s, %s: losses %s, then %s%n",
        device.name(), subject.name(), Arrays.toString(losses[0]), Arrays.toString(losses[1]));
  }

  /**
   * Every optimizer, loss and activation, corruption, decay, tying, freezing and kind of target;
   * more than one tile both ways, and partial batches.
   */
  private static List<Subject> subjects() {
    return List.of(
        Subject.of(
            "momentum",
            program(
                network(19, Activation.RELU, 41, Activation.SIGMOID),
                Loss.SQUARED_ERROR,
                new Optimizer.Momentum(0.9, 0.9),
                10),
            13,
            false),
        Subject.of(
                "Adam, a distribution for a target",
                program(
                    network(6, Activation.TANH, 5, Activation.SOFTMAX),
                    Loss.SOFTMAX_CROSS_ENTROPY,
                    new Optimizer.Adam(0.9, 0.999, 1e-2),
                    5),
                7,
                false)
            .withDistributions(),
        Subject.of(
            "tied, corrupted, decayed",
            program(
                    network(6, Activation.SIGMOID, 17, Activation.SIGMOID).withTiedDecoder(),
                    Loss.BINARY_CROSS_ENTROPY,
                    new Optimizer.Sgd(),
                    6)
                .withCorruptions(CORRUPTIONS)
                .withWeightDecays(List.of(0.1, 0.5)),
            9,
            true),
        Subject.of(
                "a code behind a frozen layer, corrupted",
                program(
                        NetworkSpec.of(
                            new DenseSpec(17, 8, Activation.SIGMOID),
                            new DenseSpec(8, 5, Activation.TANH),
                            new DenseSpec(5, 8, Activation.IDENTITY)),
                        Loss.SQUARED_ERROR,
                        new Optimizer.Sgd(),
                        4)
                    .withFrozen(Set.of(0))
                    .withCorruptions(CORRUPTIONS),
                6,
                false)
            .withCode());
  }

  private static NetworkSpec network(int hidden, Activation f, int outputs, Activation g) {
    return Subject.network(17, hidden, f, outputs, g);
  }

  private static TrainingProgram program(
      NetworkSpec network, Loss loss, Optimizer optimizer, int batch) {
    return TrainingProgram.of(network, loss, optimizer, 0.1, batch, 2);
  }

  private static Device device(Backend backend) {
    if (backend.availability() instanceof Availability.Ready ready) {
      return ready.devices().getFirst();
    }
    throw new IllegalStateException(backend.name() + ": " + backend.availability());
  }

  /** The losses of two epochs. */
  private static double[][] train(Backend backend, Device device, Subject subject) {
    try (Session session = backend.compile(subject.program(), device)) {
      session.bind(subject.examples(), subject.targets());
      session.load(subject.start());
      double[][] losses = {
        session.trainEpoch(subject.order(0)), session.trainEpoch(subject.order(1))
      };
      var _ = session.predict(subject.examples());
      return losses;
    }
  }

  private static void requireMoved(Subject subject, double[][] losses) {
    for (int r = 0; r < subject.program().replicas(); r++) {
      // NaN fails, and so does a loss that stayed.
      if (!(Math.abs(losses[1][r] - losses[0][r]) > 1e-6)) {
        throw new AssertionError(
            "%s: the loss of replica %d stays at %s".formatted(subject.name(), r, losses[1][r]));
      }
    }
  }

  private static void requireClose(Subject subject, double[][] expected, double[][] actual) {
    for (int epoch = 0; epoch < expected.length; epoch++) {
      RelativeDistance.requireClose(
          subject.name() + ", losses of epoch " + epoch,
          RelativeDistance.l2(expected[epoch], actual[epoch], 0, expected[epoch].length),
          Tolerances.DEVICE.epoch());
    }
  }
}
