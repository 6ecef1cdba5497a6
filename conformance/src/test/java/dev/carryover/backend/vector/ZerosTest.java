package dev.carryover.backend.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carryover.backend.Targets;
import dev.carryover.backend.conformance.Subject;
import dev.carryover.data.Examples;
import dev.carryover.network.Activation;
import dev.carryover.network.DenseSpec;
import dev.carryover.network.NetworkSpec;
import dev.carryover.program.BatchOrder;
import dev.carryover.program.Corruption;
import dev.carryover.program.Loss;
import dev.carryover.program.Optimizer;
import dev.carryover.program.TrainingProgram;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Terms left out because they are 0 change no bit of what all terms make. */
class ZerosTest {
  private static final int BATCH = 22;
  private static final int COUNT = 3 * BATCH + 5;

  static Stream<Subject> subjects() {
    NetworkSpec classifier = Subject.network(133, 67, Activation.RELU, 7, Activation.SOFTMAX);
    NetworkSpec autoencoder = Subject.network(75, 33, Activation.TANH, 75, Activation.SIGMOID);
    NetworkSpec single = NetworkSpec.of(new DenseSpec(75, 75, Activation.TANH));
    Optimizer momentum = new Optimizer.Momentum(0.9, 0.5);
    return Stream.of(
        subject(classifier, Loss.SOFTMAX_CROSS_ENTROPY, momentum, false),
        corrupted(subject(classifier, Loss.SOFTMAX_CROSS_ENTROPY, momentum, false)),
        subject(autoencoder, Loss.BINARY_CROSS_ENTROPY, new Optimizer.Sgd(), true),
        corrupted(subject(autoencoder, Loss.SQUARED_ERROR, momentum, true)),
        corrupted(subject(autoencoder, Loss.SQUARED_ERROR, momentum, true), 0, 1),
        corrupted(subject(autoencoder, Loss.SQUARED_ERROR, Optimizer.Adam.withDefaults(), true)),
        subject(single, Loss.SQUARED_ERROR, momentum, true),
        subject(single, Loss.SQUARED_ERROR, momentum, false).withDistributions().withZeros(),
        wide(Optimizer.Adam.withDefaults(), 150),
        wide(momentum, 150),
        wide(momentum, 3),
        wide(new Optimizer.Sgd(), 3));
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void leavingThemOutChangesNoBit(Subject subject) {
    assertThat(isListed(subject)).isTrue();
    assertThat(isListed(amongDense(subject))).isFalse();
    // One for all four replicas; one each, then a team of three; teams of two from the first step.
    for (int threads : new int[] {1, 3, 8}) {
      assertThat(Arrays.mismatch(trained(subject, threads), trained(amongDense(subject), threads)))
          .as("first value that differs, on %d threads", threads)
          .isEqualTo(-1);
    }
  }

  /** What was trained on sparse examples goes on with dense ones, and the other way round. */
  @Test
  void otherExamplesCanBeBoundInBetween() {
    Subject sparse = subjects().findFirst().orElseThrow();
    Subject dense = amongDense(sparse);
    assertThat(Arrays.mismatch(trained(sparse, dense), trained(dense, dense))).isEqualTo(-1);
    assertThat(Arrays.mismatch(trained(dense, sparse), trained(dense, dense))).isEqualTo(-1);
  }

  @Test
  void whatDoesNotFitIsNotListed() {
    Subject sparse = subjects().skip(2).findFirst().orElseThrow();
    TrainingProgram program = sparse.program();
    TrainingProgram tied =
        TrainingProgram.of(
            program.network().withTiedDecoder(), program.loss(), program.optimizer(), 0.1, 4, 1);
    assertThat(isListed(sparse.with(program.withFrozen(Set.of(1))))).isTrue();
    assertThat(isListed(sparse.with(program.withFrozen(Set.of(0))))).isFalse();
    assertThat(isListed(sparse.with(tied))).isFalse();
  }

  private static boolean isListed(Subject subject) {
    try (Bound bound = new Bound(subject.examples(), subject.targets(), subject.program())) {
      return bound.blocks() != null;
    }
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void blocksAreWhatIsNotZero(Subject subject) {
    try (Arena arena = Arena.ofShared()) {
      Rows rows = Rows.of(subject.examples(), arena);
      Filled filled = Filled.of(rows);
      Blocks blocks = Blocks.of(rows, filled, arena);
      assertThat(filled.blocks()).isEqualTo(blocks.first(rows.count()));
      float[] found = new float[rows.stride() * rows.count()];
      for (int n = 0; n < rows.count(); n++) {
        for (int block = blocks.first(n); block < blocks.first(n + 1); block++) {
          for (int j = 0; j < Blocks.FEATURES; j++) {
            found[n * rows.stride() + blocks.number(block) * Blocks.FEATURES + j] =
                blocks.values().getAtIndex(Tile.FLOAT, (long) block * Blocks.FEATURES + j);
          }
        }
      }
      for (int i = 0; i < found.length; i++) {
        // Equal as numbers: a block of zeros is left out whatever their signs.
        assertThat(found[i] == rows.values().getAtIndex(Tile.FLOAT, i)).isTrue();
        int feature = i % rows.stride();
        long bit = filled.word(i / rows.stride(), feature / Long.SIZE) >>> feature & 1;
        assertThat(bit == 1).isEqualTo(found[i] != 0);
      }
    }
  }

  /**
   * The same subject with its orders, before as many examples that have no zero and that no order
   * visits: bound as dense.
   */
  private static Subject amongDense(Subject subject) {
    Examples examples = subject.examples();
    int count = 4 * examples.count();
    float[] values = new float[count * examples.features()];
    Arrays.fill(values, 0.5f);
    for (int n = 0; n < examples.count(); n++) {
      System.arraycopy(examples.row(n), 0, values, n * examples.features(), examples.features());
    }
    return new Subject(
        subject.name(),
        subject.program(),
        new Examples(count, examples.features(), values),
        targets(subject, count));
  }

  private static Targets targets(Subject subject, int count) {
    return switch (subject.targets()) {
      case Targets.Labels labels ->
          new Targets.Labels(
              IntStream.range(0, count)
                  .map(n -> n < labels.count() ? labels.label(n) : 0)
                  .toArray());
      case Targets.Values(Examples rows) -> {
        float[] values = new float[count * rows.features()];
        for (int n = 0; n < rows.count(); n++) {
          System.arraycopy(rows.row(n), 0, values, n * rows.features(), rows.features());
        }
        yield new Targets.Values(new Examples(count, rows.features(), values));
      }
      case Targets.Inputs inputs -> inputs;
      case Targets.Code code -> code;
    };
  }

  private static double[] trained(Subject subject, int threads) {
    try (VectorSession session = new VectorSession(subject.program(), threads)) {
      session.bind(subject.examples(), subject.targets());
      load(session, subject);
      double[] losses = train(session, subject, 0);
      train(session, subject, 1);
      return all(session, subject, losses);
    }
  }

  /** An epoch each of two subjects of one program. */
  private static double[] trained(Subject one, Subject other) {
    try (VectorSession session = new VectorSession(one.program(), 2)) {
      session.bind(one.examples(), one.targets());
      load(session, one);
      train(session, one, 0);
      session.bind(other.examples(), other.targets());
      return all(session, one, train(session, other, 1));
    }
  }

  private static void load(VectorSession session, Subject subject) {
    session.load(subject.start().parameters(), subject.start().slots());
  }

  /** An epoch over the sparse examples. */
  private static double[] train(VectorSession session, Subject subject, int epoch) {
    int replicas = subject.program().replicas();
    int visits = 3 * subject.program().batchSize() + 5;
    int[][] indices = new int[replicas][];
    for (int r = 0; r < replicas; r++) {
      int step = 3 + 2 * r + epoch;
      indices[r] = IntStream.range(0, visits).map(i -> step * i % COUNT).toArray();
    }
    long[] stepsBefore = new long[replicas];
    Arrays.fill(stepsBefore, 4L * epoch);
    return session.trainEpoch(new BatchOrder(indices), stepsBefore);
  }

  /** Parameters, slots, losses and predictions. */
  private static double[] all(VectorSession session, Subject subject, double[] losses) {
    TrainingProgram program = subject.program();
    double[] parameters = new double[subject.start().parameters().length];
    List<double[]> slots =
        IntStream.range(0, program.optimizer().slots())
            .mapToObj(s -> new double[parameters.length])
            .toList();
    session.save(parameters, slots);
    Examples first = new Examples(1, subject.examples().features(), subject.examples().row(0));
    float[] predictions = new float[program.replicas() * program.network().outputs()];
    session.predict(first, predictions);
    return Stream.of(
            Arrays.stream(parameters),
            slots.stream().flatMapToDouble(Arrays::stream),
            Arrays.stream(losses),
            IntStream.range(0, predictions.length).mapToDouble(i -> predictions[i]))
        .flatMapToDouble(values -> values)
        .toArray();
  }

  private static Subject subject(
      NetworkSpec network, Loss loss, Optimizer optimizer, boolean reconstruct) {
    TrainingProgram program = TrainingProgram.of(network, loss, optimizer, 0.05, BATCH, 4);
    return Subject.of("zeros " + network + optimizer, program, COUNT, reconstruct).withZeros();
  }

  /** More features than a piece of a list, and batches of more examples, or of very few. */
  private static Subject wide(Optimizer optimizer, int batch) {
    NetworkSpec network = Subject.network(301, 40, Activation.SIGMOID, 7, Activation.SOFTMAX);
    TrainingProgram program =
        TrainingProgram.of(network, Loss.SOFTMAX_CROSS_ENTROPY, optimizer, 0.05, batch, 4);
    return Subject.of("wide " + optimizer + batch, program, COUNT, false).withZeros();
  }

  /** Corrupted inputs and decayed weights. */
  private static Subject corrupted(Subject subject) {
    return corrupted(subject, 0, 1, 2, 3);
  }

  /** A subject with decayed weights, and with the inputs of some replicas corrupted. */
  private static Subject corrupted(Subject subject, Integer... replicas) {
    List<Corruption> corruptions = new ArrayList<>(Collections.nCopies(4, Corruption.NONE));
    for (int replica : replicas) {
      corruptions.set(replica, new Corruption(0.3, 1L << 40));
    }
    return subject.with(subject.program().withWeightDecay(0.01).withCorruptions(corruptions));
  }
}
