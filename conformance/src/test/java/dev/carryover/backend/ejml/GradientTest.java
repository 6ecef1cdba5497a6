package dev.carryover.backend.ejml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.carryover.backend.Device;
import dev.carryover.backend.Session;
import dev.carryover.backend.Targets;
import dev.carryover.backend.TrainingState;
import dev.carryover.backend.conformance.Subject;
import dev.carryover.data.Examples;
import dev.carryover.network.Activation;
import dev.carryover.network.DenseSpec;
import dev.carryover.network.NetworkSpec;
import dev.carryover.network.ParameterLayout.Role;
import dev.carryover.network.ParameterLayout.Tensor;
import dev.carryover.program.BatchOrder;
import dev.carryover.program.Corruption;
import dev.carryover.program.Loss;
import dev.carryover.program.Optimizer;
import dev.carryover.program.TrainingProgram;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The reference's gradients equal finite differences of its losses, for every activation and loss,
 * with tied layers, corrupted inputs and values as targets too.
 */
class GradientTest {
  private static final int BATCH = 4;
  private static final Device DEVICE = new Device(0, Device.Kind.CPU, "Java", "");

  /** Balances the difference's error, O(h²), against rounding, O(10⁻¹⁶ / h). */
  private static final double H = 1e-5;

  static Stream<Arguments> activationsAndLosses() {
    return Stream.of(Loss.values())
        .flatMap(loss ->
            Stream.of(Activation.values())
                .filter(loss::accepts)
                .flatMap(output ->
                    Stream.of(Activation.values())
                        .filter(hidden -> hidden != Activation.SOFTMAX)
                        .map(hidden -> Arguments.of(hidden, output, loss))));
  }

  @ParameterizedTest
  @MethodSource("activationsAndLosses")
  void gradientEqualsFiniteDifferences(Activation hidden, Activation output, Loss loss) {
    NetworkSpec network =
        NetworkSpec.of(
            new DenseSpec(5, 4, hidden), new DenseSpec(4, 3, hidden), new DenseSpec(3, 2, output));
    requireGradient(Subject.of("gradient", program(network, loss), BATCH, false));
  }

  @ParameterizedTest
  @MethodSource("activationsAndLosses")
  void whatTiedLayersShareHasTheSumOfBothGradients(
      Activation hidden, Activation output, Loss loss) {
    NetworkSpec tied =
        NetworkSpec.of(
                new DenseSpec(5, 4, hidden),
                new DenseSpec(4, 3, hidden),
                new DenseSpec(3, 4, hidden),
                new DenseSpec(4, 5, output))
            .withTiedDecoder();
    requireGradient(Subject.of("tied gradient", program(tied, loss), BATCH, false));
  }

  @ParameterizedTest
  @EnumSource
  void valuesAreTargets(Loss loss) {
    Activation output =
        loss == Loss.SOFTMAX_CROSS_ENTROPY ? Activation.SOFTMAX : Activation.SIGMOID;
    NetworkSpec network = Subject.network(5, 4, Activation.TANH, 3, output);
    requireGradient(Subject.of("values", program(network, loss), BATCH, false).withDistributions());
  }

  @Test
  void corruptedInputsAreComparedWithCleanTargets() {
    NetworkSpec network = Subject.network(5, 4, Activation.TANH, 5, Activation.SIGMOID);
    Corruption corruption = new Corruption(0.4, 3);
    Subject clean = Subject.of("noise", program(network, Loss.SQUARED_ERROR), BATCH, true);
    Subject corrupted = clean.with(clean.program().withCorruptions(List.of(corruption)));
    requireGradient(corrupted);

    // The same as training on examples that were masked beforehand, to give the clean ones.
    float[] masked = new float[BATCH * 5];
    for (int i = 0; i < masked.length; i++) {
      masked[i] = corruption.masks(0, i / 5, i % 5) ? 0 : clean.examples().value(i / 5, i % 5);
    }
    Subject beforehand =
        new Subject(
            "noise",
            clean.program(),
            new Examples(BATCH, 5, masked),
            new Targets.Values(clean.examples()));
    double[] start = clean.start().parameters();
    assertThat(train(corrupted, start).state().parameters())
        .isEqualTo(train(beforehand, start).state().parameters())
        .isNotEqualTo(train(clean, start).state().parameters());
  }

  /** A layer that trains behind a frozen one is a single layer that is bound to the codes. */
  @Test
  void aCodeIsCorruptedAndComparedWithItselfClean() {
    NetworkSpec network =
        NetworkSpec.of(
            new DenseSpec(5, 4, Activation.IDENTITY), new DenseSpec(4, 4, Activation.SIGMOID));
    Corruption corruption = new Corruption(0.4, 3);
    TrainingProgram program =
        program(network, Loss.SQUARED_ERROR)
            .withFrozen(Set.of(0))
            .withCorruptions(List.of(corruption));
    Subject greedy = Subject.of("greedy", program, BATCH, false).withCode();
    double[] start = greedy.start().parameters();
    int own = network.parameters().weight(1).offset();
    Arrays.fill(start, 0, own, 0);
    for (int i = 0; i < 4; i++) {
      start[i * 4 + i] = 1;
    }
    float[] codes = new float[BATCH * 4];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = greedy.examples().value(i / 4, i % 4);
    }
    Subject single =
        new Subject(
            "single",
            program(NetworkSpec.of(new DenseSpec(4, 4, Activation.SIGMOID)), Loss.SQUARED_ERROR)
                .withCorruptions(List.of(corruption)),
            new Examples(BATCH, 4, codes),
            new Targets.Inputs());
    double[] after = train(greedy, start).state().parameters();
    assertThat(Arrays.copyOf(after, own)).isEqualTo(Arrays.copyOf(start, own));
    assertThat(Arrays.copyOfRange(after, own, after.length))
        .isEqualTo(
            train(single, Arrays.copyOfRange(start, own, start.length)).state().parameters());
  }

  /** The gradient of λ/2 Σ w² is λ w; the loss that a session reports does not have that term. */
  @Test
  void weightDecayIsTheGradientOfHalfTheSquaredWeights() {
    NetworkSpec network = Subject.network(5, 4, Activation.TANH, 3, Activation.SIGMOID);
    TrainingProgram plain = program(network, Loss.SQUARED_ERROR);
    Subject subject = Subject.of("decay", plain, BATCH, false);
    double[] start = subject.start().parameters();
    Trained without = train(subject, start);
    Trained with = train(subject.with(plain.withWeightDecay(0.25)), start);
    assertThat(with.loss()).isEqualTo(without.loss());
    for (Tensor tensor : network.parameters().tensors()) {
      double decay = tensor.role() == Role.WEIGHT ? 0.25 : 0;
      for (int i = tensor.offset(); i < tensor.offset() + tensor.size(); i++) {
        double difference = without.state().parameters()[i] - with.state().parameters()[i];
        assertThat(difference).isCloseTo(decay * start[i], within(1e-14));
      }
    }
  }

  /** One step of plain SGD at rate 1 changes each parameter by minus its gradient. */
  private static TrainingProgram program(NetworkSpec network, Loss loss) {
    return TrainingProgram.of(network, loss, new Optimizer.Sgd(), 1, BATCH, 1);
  }

  private static void requireGradient(Subject subject) {
    double[] start = subject.start().parameters();
    double[] after = train(subject, start).state().parameters();
    for (int i = 0; i < start.length; i++) {
      double[] up = start.clone();
      up[i] += H;
      double[] down = start.clone();
      down[i] -= H;
      double expected = (loss(subject, up) - loss(subject, down)) / (2 * H);
      double actual = start[i] - after[i];
      assertThat(Math.abs(actual - expected) <= 1e-7 * Math.max(1, Math.abs(expected)))
          .as("gradient of parameter %d: %s by step, %s by difference", i, actual, expected)
          .isTrue();
    }
  }

  private record Trained(double loss, TrainingState state) {}

  private static double loss(Subject subject, double[] parameters) {
    return train(subject, parameters).loss();
  }

  private static Trained train(Subject subject, double[] parameters) {
    try (Session session = new EjmlBackend().compile(subject.program(), DEVICE)) {
      session.bind(subject.examples(), subject.targets());
      session.load(TrainingState.initial(subject.program(), parameters.clone()));
      double loss = session.trainEpoch(new BatchOrder(new int[][] {{0, 1, 2, 3}}))[0];
      return new Trained(loss, session.state());
    }
  }
}
