package dev.carryover.backend.tornado;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carryover.backend.BackendException;
import dev.carryover.backend.Targets;
import dev.carryover.network.Activation;
import dev.carryover.network.DenseSpec;
import dev.carryover.network.NetworkSpec;
import dev.carryover.program.Loss;
import dev.carryover.program.Optimizer;
import dev.carryover.program.TrainingProgram;
import org.junit.jupiter.api.Test;

class MemoryTest {
  private static final Targets LABELS = new Targets.Labels();

  /** 1,232 parameters in rows of 112, 4,928 bytes a replica, and twice as much for Adam. */
  private static TrainingProgram program(int replicas) {
    return TrainingProgram.of(
        NetworkSpec.of(new DenseSpec(10, 100, Activation.IDENTITY)),
        Loss.SQUARED_ERROR,
        Optimizer.Adam.withDefaults(),
        0.1,
        1,
        replicas);
  }

  @Test
  void whatFitsIsAccepted() {
    Memory memory = new Memory("tornado:0 (device)", 1 << 20, 1 << 20, 1 << 30);
    assertThatCode(() -> memory.requireFit(program(10), 10, LABELS, 10)).doesNotThrowAnyException();
  }

  @Test
  void whatDoesNotFitIsRefusedWithWhatWouldFit() {
    // Slots of 106 replicas, 9,856 bytes each, are the most that one array of 1 MiB holds.
    Memory memory = new Memory("tornado:0 (device)", 1 << 30, 1 << 20, 1 << 30);
    assertThatThrownBy(() -> memory.requireFit(program(1000), 10, LABELS, 10))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("tornado:0 (device)")
        .hasMessageContaining("10-100, 1000 replicas")
        .hasMessageContaining("9.4 MiB of it in one array")
        .hasMessageContaining("the device has 1024.0 MiB, and 1.0 MiB for one array")
        .hasMessageContaining("at most 106 replicas fit");
    assertThatCode(() -> memory.requireFit(program(106), 10, LABELS, 10))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> memory.requireFit(program(107), 10, LABELS, 10))
        .isInstanceOf(BackendException.class);
  }

  @Test
  void allArraysTogetherMustFitToo() {
    Memory memory = new Memory("tornado:0 (device)", 1 << 20, 1 << 20, 1 << 30);
    assertThatThrownBy(() -> memory.requireFit(program(106), 10, LABELS, 10))
        .isInstanceOf(BackendException.class);
  }

  @Test
  void theHostMustHoldThemToo() {
    Memory memory = new Memory("tornado:0 (device)", 1 << 30, 1 << 30, 1 << 20);
    assertThatThrownBy(() -> memory.requireFit(program(106), 10, LABELS, 10))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("the host 1.0 MiB outside the Java heap")
        .hasMessageContaining("-XX:MaxDirectMemorySize gives the host more");
    assertThatCode(() -> memory.requireFit(program(60), 10, LABELS, 10)).doesNotThrowAnyException();
  }

  @Test
  void examplesThatAloneAreTooManyLeaveNoReplica() {
    Memory memory = new Memory("tornado:0 (device)", 1 << 20, 1 << 20, 1 << 30);
    assertThatThrownBy(() -> memory.requireFit(program(2), 1_000_000, LABELS, 10))
        .hasMessageContaining("not even one replica fits");
  }
}
