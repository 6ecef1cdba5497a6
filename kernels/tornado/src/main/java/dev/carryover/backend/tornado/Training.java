package dev.carryover.backend.tornado;

import dev.carryover.backend.Targets;
import dev.carryover.data.Examples;
import dev.carryover.network.NetworkSpec;
import dev.carryover.program.BatchOrder;
import dev.carryover.program.TrainingProgram;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** A program bound to examples, on a device. */
final class Training implements AutoCloseable {
  private final TrainingProgram program;
  private final Examples examples;
  private final Targets targets;
  private final int positions;
  private final int[] order;
  private final Slabs slabs;
  private final Launches launches;

  /**
   * Compiles.
   *
   * @param positions how long orders may be
   * @param w the session's parameters, {@code [R][P]}
   * @param slots the session's slots, {@code [slots][R][P]}
   */
  Training(
      TrainingProgram program,
      TornadoTarget target,
      Shape shape,
      Examples examples,
      Targets targets,
      int positions,
      FloatArray w,
      FloatArray slots) {
    Memory.of(target).requireFit(program, examples.count(), targets, positions);
    this.program = program;
    this.examples = examples;
    this.targets = targets;
    this.positions = positions;
    this.order = new int[positions];
    this.slabs = slabs(program, examples, targets, positions, w, slots);
    this.launches =
        new Launches(
            target, program + " in training", shape, Phase.ofTraining(program), slabs, false);
  }

  /** Fresh arrays for a program over examples. */
  static Slabs slabs(
      TrainingProgram program,
      Examples examples,
      Targets targets,
      int positions,
      FloatArray w,
      FloatArray slots) {
    NetworkSpec network = program.network();
    long replicas = program.replicas();
    long rows = replicas * program.batchSize();
    long outputs = Rows.outputs(network, 0, network.depth());
    FloatArray coefficients =
        Slabs.floats(
            Coefficients.count(program, program.replicas(), program.stepsPerEpoch(positions)));
    Coefficients.set(coefficients, program);
    return new Slabs(
        Geometry.ofTraining(program, positions, examples.count(), targets),
        Slabs.integers(Progress.count(program.replicas(), Phase.ofTraining(program).size())),
        Slabs.integers(replicas * positions),
        labels(targets),
        coefficients,
        w,
        slots,
        x(program, examples, targets),
        Slabs.floats(Geometry.activationValues(program, replicas)),
        Slabs.floats(rows * outputs),
        Slabs.floats(replicas * Geometry.lossCells(network, program.batchSize())));
  }

  private static IntArray labels(Targets targets) {
    return switch (targets) {
      case Targets.Inputs _, Targets.Values _, Targets.Code _ -> Slabs.integers(1);
      case Targets.Labels all -> {
        IntArray labels = new IntArray(all.count());
        for (int i = 0; i < all.count(); i++) {
          labels.set(i, all.label(i));
        }
        yield labels;
      }
    };
  }

  private static FloatArray x(TrainingProgram program, Examples examples, Targets targets) {
    FloatArray x = Slabs.floats(Geometry.exampleValues(program, examples.count(), targets));
    Slabs.copy(examples, 0, examples.count(), x, 0);
    if (targets instanceof Targets.Values(Examples rows)) {
      Slabs.copy(rows, 0, rows.count(), x, examples.count() * Rows.stride(examples.features()));
    }
    return x;
  }

  Examples examples() {
    return examples;
  }

  Targets targets() {
    return targets;
  }

  /** How long orders may be. */
  int positions() {
    return positions;
  }

  /** Brings parameters, slots and examples to the device. */
  void load() {
    launches.load();
  }

  /**
   * Trains an epoch and returns the sum of each replica's losses, {@code [R]}.
   *
   * @param before how many steps each replica has taken before, {@code [R]}
   */
  double[] epoch(BatchOrder epoch, long[] before) {
    int replicas = program.replicas();
    slabs.progress().init(0);
    for (int r = 0; r < replicas; r++) {
      epoch.copyTo(r, order, 0);
      Slabs.copy(order, epoch.length(r), slabs.order(), r * positions);
      slabs.progress().set(Progress.length(r), epoch.length(r));
      slabs.progress().set(Progress.before(replicas, r), (int) before[r]);
      slabs.progress().set(Progress.beforeHigh(replicas, r), (int) (before[r] >>> 32));
    }
    Coefficients.setSteps(slabs.coefficients(), program, before, program.stepsPerEpoch(positions));
    launches.run(program.stepsPerEpoch(epoch.longest()));
    launches.read(slabs.losses());
    return sumLosses();
  }

  private double[] sumLosses() {
    int cells = slabs.losses().getSize() / program.replicas();
    double[] sums = new double[program.replicas()];
    for (int r = 0; r < sums.length; r++) {
      for (int i = 0; i < cells; i++) {
        sums[r] += slabs.losses().get(r * cells + i);
      }
    }
    return sums;
  }

  /** Brings parameters and slots to the host. */
  void read() {
    launches.read(slabs.w(), slabs.slots());
  }

  @Override
  public void close() {
    launches.close();
  }
}
