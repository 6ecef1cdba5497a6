package dev.carryover.bench;

import dev.carryover.backend.Backends;
import dev.carryover.backend.Session;
import dev.carryover.backend.Targets;
import dev.carryover.backend.TrainingState;
import dev.carryover.data.Examples;
import dev.carryover.network.Activation;
import dev.carryover.network.DenseSpec;
import dev.carryover.network.NetworkSpec;
import dev.carryover.program.BatchOrder;
import dev.carryover.program.Corruption;
import dev.carryover.program.Loss;
import dev.carryover.program.Optimizer;
import dev.carryover.program.TrainingProgram;
import dev.carryover.training.Initializer;
import dev.carryover.training.SeedSequence;
import dev.carryover.training.Shuffle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Trains one epoch of programs of every kind on one backend, and leaves all that another library
 * needs to repeat them: start, examples, targets, orders and masks as arrays, and the parameters
 * that the epoch ended with. {@code bench/peers/parity.py} repeats them.
 */
public final class Parity {
  private static final int EXAMPLES = 330;
  private static final List<Integer> ALL = List.of(EXAMPLES, EXAMPLES);
  private static final int BATCH = 32;
  private static final int PIXELS = 784;
  private static final double LIT = 0.2;
  private static final SeedSequence SEEDS = new SeedSequence(7);
  private static final List<Corruption> CORRUPTIONS =
      List.of(new Corruption(0.25, 0x1234_5678_9ABC_DEF0L), new Corruption(0.5, -7));

  private Parity() {}

  /**
   * One program's work.
   *
   * @param visits how many examples each replica visits
   */
  private record Case(
      String name, TrainingProgram program, Targets targets, List<Integer> visits) {}

  /** Arguments: the backend as users name it, and the folder to write to. */
  public static void main(String[] arguments) throws IOException {
    for (Case each : cases()) {
      write(each, arguments[0], Path.of(arguments[1]));
    }
  }

  private static List<Case> cases() {
    Targets inputs = new Targets.Inputs();
    Targets labels = new Targets.Labels(new SplittableRandom(3).ints(EXAMPLES, 0, 10).toArray());
    NetworkSpec classifier = network(Activation.RELU, Activation.SOFTMAX, PIXELS, 200, 10);
    NetworkSpec greedy = network(Activation.SIGMOID, Activation.SIGMOID, PIXELS, 300, 100, 300);
    return List.of(
        new Case(
            "denoising, tied",
            program(
                    network(Activation.SIGMOID, Activation.SIGMOID, PIXELS, 200, PIXELS)
                        .withTiedDecoder(),
                    Loss.BINARY_CROSS_ENTROPY,
                    new Optimizer.Sgd(),
                    0.05)
                .withCorruptions(CORRUPTIONS),
            inputs,
            ALL),
        new Case(
            "deep, tied, momentum",
            program(
                network(Activation.TANH, Activation.SIGMOID, PIXELS, 300, 100, 300, PIXELS)
                    .withTiedDecoder(),
                Loss.SQUARED_ERROR,
                new Optimizer.Momentum(0.9, 0),
                0.002),
            inputs,
            ALL),
        new Case(
            "averaged momentum, decay, orders of unequal length",
            program(classifier, Loss.SOFTMAX_CROSS_ENTROPY, new Optimizer.Momentum(0.9, 0.9), 0.1)
                .withWeightDecays(List.of(0.01, 0.001)),
            labels,
            List.of(EXAMPLES, 100)),
        new Case(
            "Adam, decoupled decay",
            program(
                    classifier,
                    Loss.SOFTMAX_CROSS_ENTROPY,
                    new Optimizer.Adam(0.9, 0.999, 1e-4),
                    0.001)
                .withWeightDecays(List.of(0.1, 1.0)),
            labels,
            ALL),
        new Case(
            "greedy: a corrupted code its target",
            program(greedy, Loss.SQUARED_ERROR, new Optimizer.Sgd(), 0.05)
                .withFrozen(Set.of(0))
                .withCorruptions(CORRUPTIONS),
            new Targets.Code(),
            ALL),
        new Case(
            "values as targets",
            program(
                network(Activation.TANH, Activation.IDENTITY, PIXELS, 50, 5),
                Loss.SQUARED_ERROR,
                new Optimizer.Sgd(),
                0.01),
            new Targets.Values(random(4, 5, 1)),
            ALL));
  }

  private static NetworkSpec network(Activation hidden, Activation last, int... sizes) {
    return new NetworkSpec(
        IntStream.range(1, sizes.length)
            .mapToObj(
                l -> new DenseSpec(sizes[l - 1], sizes[l], l == sizes.length - 1 ? last : hidden))
            .toList());
  }

  /** Two replicas, the second at half the rate. */
  private static TrainingProgram program(
      NetworkSpec network, Loss loss, Optimizer optimizer, double rate) {
    return TrainingProgram.of(network, loss, optimizer, rate, BATCH, 2)
        .withLearningRates(List.of(rate, rate / 2));
  }

  private static Examples random(int seed, int features, double lit) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[EXAMPLES * features];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextDouble() < lit ? random.nextFloat() : 0;
    }
    return new Examples(EXAMPLES, features, values);
  }

  private static void write(Case work, String backend, Path parent) throws IOException {
    TrainingProgram program = work.program();
    Path folder = Files.createDirectories(parent.resolve(work.name()));
    Examples x = random(1, PIXELS, LIT);
    // Rounded to float32, so that every backend starts from the same numbers.
    double[] start = new Initializer.GlorotUniform().draw(program.network(), 2, SEEDS);
    for (int i = 0; i < start.length; i++) {
      start[i] = (float) start[i];
    }
    BatchOrder shuffled = new Shuffle(EXAMPLES, 2, Shuffle.Policy.EVERY_EPOCH, SEEDS).epoch(0);
    int[][] order = new int[2][];
    for (int r = 0; r < 2; r++) {
      int replica = r;
      order[r] =
          IntStream.range(0, work.visits().get(r)).map(i -> shuffled.index(replica, i)).toArray();
      NumpyFile.write(folder.resolve("order" + r + ".npy"), order[r]);
      NumpyFile.write(folder.resolve("mask" + r + ".npy"), masks(program, r, order[r].length));
    }
    Backends.Choice choice = Backends.require(backend);
    try (Session session = choice.backend().compile(program, choice.device())) {
      session.bind(x, work.targets());
      session.load(TrainingState.initial(program, start.clone()));
      session.trainEpoch(new BatchOrder(order));
      NumpyFile.write(folder.resolve("end.npy"), session.state().parameters());
    }
    NumpyFile.write(folder.resolve("start.npy"), start);
    NumpyFile.write(folder.resolve("x.npy"), values(x));
    switch (work.targets()) {
      case Targets.Labels labels ->
          NumpyFile.write(
              folder.resolve("labels.npy"),
              IntStream.range(0, labels.count()).map(labels::label).toArray());
      case Targets.Values(Examples rows) ->
          NumpyFile.write(folder.resolve("rows.npy"), values(rows));
      case Targets.Inputs _, Targets.Code _ -> {}
    }
    Files.writeString(folder.resolve("program.json"), json(work));
  }

  private static double[] values(Examples rows) {
    double[] values = new double[rows.count() * rows.features()];
    for (int i = 0; i < values.length; i++) {
      values[i] = rows.value(i / rows.features(), i % rows.features());
    }
    return values;
  }

  /** 1 where an input is masked, {@code [n][I]} in the order of the visits. */
  private static int[] masks(TrainingProgram program, int r, int visits) {
    Corruption corruption = program.corruptions().get(r);
    int inputs = program.network().layer(program.firstTrainedLayer()).inputs();
    int[] masks = new int[visits * inputs];
    for (int i = 0; i < masks.length; i++) {
      int visit = i / inputs;
      masks[i] = corruption.masks(visit / BATCH, visit % BATCH, i % inputs) ? 1 : 0;
    }
    return masks;
  }

  private static String json(Case work) {
    TrainingProgram program = work.program();
    String layers =
        String.join(
            ", ",
            IntStream.range(0, program.network().depth())
                .mapToObj(l -> {
                  DenseSpec layer = program.network().layer(l);
                  return "[%d, %d, \"%s\", %d]"
                      .formatted(
                          layer.inputs(),
                          layer.outputs(),
                          layer.activation(),
                          program.network().weightOwner(l));
                })
                .toList());
    String optimizer =
        switch (program.optimizer()) {
          case Optimizer.Sgd() -> "\"sgd\", 0, 0, 0";
          case Optimizer.Momentum(double momentum, double dampening) ->
              "\"momentum\", %s, %s, 0".formatted(momentum, dampening);
          case Optimizer.Adam(double beta1, double beta2, double epsilon) ->
              "\"adam\", %s, %s, %s".formatted(beta1, beta2, epsilon);
        };
    return """
    {"layers": [%s], "loss": "%s", "optimizer": [%s], "rates": %s, "decays": %s,
     "batch": %d, "first": %d, "targets": "%s"}
    """
        .formatted(
            layers,
            program.loss(),
            optimizer,
            program.learningRates(),
            program.weightDecays(),
            program.batchSize(),
            program.firstTrainedLayer(),
            work.targets().getClass().getSimpleName());
  }
}
