package dev.carryover.backend.tornado;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carryover.backend.BackendException;
import dev.carryover.backend.Device;
import dev.carryover.backend.Targets;
import dev.carryover.backend.conformance.Subject;
import dev.carryover.network.Activation;
import dev.carryover.network.NetworkSpec;
import dev.carryover.program.Loss;
import dev.carryover.program.Optimizer;
import dev.carryover.program.TrainingProgram;
import java.lang.foreign.Arena;
import org.junit.jupiter.api.Test;

/** What goes wrong is an exception that names backend, device and program. */
class FailureTest {
  private static final TornadoTarget TARGET = TornadoTarget.all().getFirst();

  @Test
  void anUploadThatDidNotArriveIsNoticed() {
    Receipt receipt = new Receipt(Slabs.floats(3), Slabs.integers(2));
    assertThat(receipt.confirms()).isFalse();
    receipt.copies().init(0);
    assertThat(receipt.confirms()).isTrue();
    // A receipt counts once: the next upload needs its own.
    assertThat(receipt.confirms()).isFalse();
  }

  @Test
  void aProgramThatTheDeviceCannotHoldIsRefused() {
    TrainingProgram program =
        programOf(TARGET.handle().getMaxGlobalMemory(), Optimizer.Adam.withDefaults());
    assertThatThrownBy(() -> new TornadoBackend().compile(program, TARGET.device()))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("784-200-784, %d replicas".formatted(program.replicas()))
        .hasMessageContaining("replicas fit");
  }

  @Test
  void aProgramThatTheHostCannotHoldIsRefused() {
    long host = Memory.of(TARGET).host();
    TrainingProgram program = programOf(host, new Optimizer.Sgd());
    Memory endlessDevice = new Memory("endless", Long.MAX_VALUE, Long.MAX_VALUE, host);
    assertThatThrownBy(() -> endlessDevice.requireFit(program, 1, new Targets.Labels(), 1))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("784-200-784, %d replicas".formatted(program.replicas()))
        .hasMessageContaining("-XX:MaxDirectMemorySize");
    // The limit is the JVM's own: what is refused could not have been allocated.
    assertThatThrownBy(() -> allocate(host / Integer.BYTES + 1))
        .isInstanceOf(OutOfMemoryError.class);
  }

  private static void allocate(long values) {
    // As TornadoVM does for its arrays: the collector's arena has the limit, others have none.
    Arena.ofAuto().allocate(4 * values);
  }

  /**
   * As many replicas as have more parameters than so many bytes hold; where no program has, the
   * largest, which is more than the kernel can address on any device.
   */
  private static TrainingProgram programOf(long bytes, Optimizer optimizer) {
    NetworkSpec network = Subject.network(784, 200, Activation.RELU, 784, Activation.SIGMOID);
    long size = network.parameters().size();
    long replicas = Math.min(bytes / (4 * size) + 1, Integer.MAX_VALUE / size);
    return TrainingProgram.of(
        network, Loss.SQUARED_ERROR, optimizer, 0.1, 32, Math.toIntExact(replicas));
  }

  @Test
  void aDeviceThatIsNotThereIsRefused() {
    Device other = new Device(99, Device.Kind.GPU, "other", "");
    assertThatThrownBy(() -> new TornadoBackend().compile(Subject.typical().program(), other))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("99");
  }
}
