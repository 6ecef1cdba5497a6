package dev.carryover.backend.conformance;

import dev.carryover.backend.Backend;
import dev.carryover.backend.Device;
import dev.carryover.network.Activation;
import dev.carryover.network.DenseSpec;
import dev.carryover.network.NetworkSpec;
import dev.carryover.program.Loss;
import dev.carryover.program.Optimizer;
import dev.carryover.program.TrainingProgram;
import java.util.stream.Stream;

/**
 * The ladder from one step to a loss curve, each rung comparing a backend with the reference on the
 * same start, examples and orders. What compares a backend with itself is in {@link
 * SelfConsistency}.
 */
final class ConformanceSuite {

  /** One check: passes, or throws an {@code AssertionError} that says what was found. */
  record Check(String name, Runnable body) {}

  private final Backend backend;
  private final Device device;
  private final Tolerances tolerances;
  private final AgainstReference comparison;

  ConformanceSuite(Backend backend, Device device, Tolerances tolerances) {
    this.backend = backend;
    this.device = device;
    this.tolerances = tolerances;
    this.comparison = new AgainstReference(backend, device);
  }

  Stream<Check> checks() {
    return Stream.of(
            Subjects.all().stream().flatMap(this::rungs),
            Stream.of(new Check("predictions in several chunks", this::chunks)),
            new SeveralEpochs(comparison, tolerances).checks(),
            new SelfConsistency(backend, device).checks())
        .flatMap(checks -> checks);
  }

  private Stream<Check> rungs(Subject subject) {
    Once<Rungs> actual = new Once<>(() -> comparison.rungs(subject));
    return Stream.of(
        new Check(
            subject.name() + ": predictions",
            () -> comparison.requireSamePredictions(subject, actual.get(), tolerances.step())),
        new Check(
            subject.name() + ": one step",
            () -> comparison.requireSameStep(subject, actual.get(), tolerances.step())),
        new Check(
            subject.name() + ": one epoch",
            () -> comparison.requireSameEpoch(subject, actual.get(), tolerances.epoch())));
  }

  /** More examples, and more activations, than any backend predicts at a time. */
  private void chunks() {
    NetworkSpec wide = NetworkSpec.of(new DenseSpec(2, 5600, Activation.IDENTITY));
    TrainingProgram program =
        TrainingProgram.of(wide, Loss.SQUARED_ERROR, new Optimizer.Sgd(), 0.1, 4, 3);
    comparison.requireSamePredictions(
        Subject.of("chunks", program, 1100, false), tolerances.step());
  }
}
