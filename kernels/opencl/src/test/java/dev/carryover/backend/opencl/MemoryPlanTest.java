package dev.carryover.backend.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carryover.backend.BackendException;
import dev.carryover.backend.Device;
import dev.carryover.backend.Targets;
import dev.carryover.network.Activation;
import dev.carryover.network.DenseSpec;
import dev.carryover.network.NetworkSpec;
import dev.carryover.program.Loss;
import dev.carryover.program.Optimizer;
import dev.carryover.program.TrainingProgram;
import java.util.Set;
import org.jocl.cl_device_id;
import org.jocl.cl_platform_id;
import org.junit.jupiter.api.Test;

/** What does not fit is refused before anything is allocated, with what would fit. */
class MemoryPlanTest {
  private static final long MIB = 1 << 20;
  private static final Targets INPUTS = new Targets.Inputs();

  private static OpenClDevice device(long globalMemory, long maxAllocation) {
    return new OpenClDevice(
        new cl_platform_id(),
        new cl_device_id(),
        new Device(3, Device.Kind.GPU, "Small", ""),
        Vendor.OTHER,
        1,
        globalMemory,
        maxAllocation,
        256,
        1);
  }

  private static TrainingProgram program(int replicas) {
    NetworkSpec network =
        NetworkSpec.of(
            new DenseSpec(784, 200, Activation.RELU), new DenseSpec(200, 784, Activation.SIGMOID));
    return TrainingProgram.of(
        network, Loss.SQUARED_ERROR, new Optimizer.Momentum(0.9, 0), 0.1, 32, replicas);
  }

  @Test
  void whatFitsPasses() {
    OpenClDevice device = device(100 * MIB, 25 * MIB);
    assertThatCode(() ->
            new MemoryPlan(program(8), 4000, INPUTS, 4000).requireFits(device, device.toString()))
        .doesNotThrowAnyException();
  }

  @Test
  void aBufferBeyondTheLargestAllocationIsRefused() {
    OpenClDevice device = device(1000 * MIB, 20 * MIB);
    // 314,584 parameters a replica: 16.7 replicas to 20 MiB.
    assertThatThrownBy(() -> new MemoryPlan(program(17)).requireFits(device, device.toString()))
        .isInstanceOf(BackendException.class)
        .hasMessage(
            "backend opencl, device 3 (Small): needs 20.4 MiB for parameters, and the device"
                + " allocates at most 20.0 MiB at once; the largest R that fits is 16");
  }

  @Test
  void moreThanTheWholeMemoryIsRefused() {
    OpenClDevice device = device(40 * MIB, 40 * MIB);
    assertThatThrownBy(() ->
            new MemoryPlan(program(16), 4000, INPUTS, 4000).requireFits(device, device.toString()))
        .isInstanceOf(BackendException.class)
        .hasMessage(
            "backend opencl, device 3 (Small): needs 54.8 MiB of memory, and the device has"
                + " 40.0 MiB; the largest R that fits is 10");
  }

  @Test
  void theLargestRFitsAndOneMoreDoesNot() {
    for (long mib = 50; mib < 200; mib += 7) {
      OpenClDevice device = device(mib * MIB, mib * MIB / 4);
      long largest =
          new MemoryPlan(program(1), 4000, INPUTS, 4000).largestReplicas(mib * MIB / 4, mib * MIB);
      int fits = Math.toIntExact(largest);
      new MemoryPlan(program(fits), 4000, INPUTS, 4000).requireFits(device, "test");
      assertThatThrownBy(() ->
              new MemoryPlan(program(fits + 1), 4000, INPUTS, 4000).requireFits(device, "test"))
          .isInstanceOf(BackendException.class)
          .hasMessageContaining("the largest R that fits is " + fits);
    }
  }

  @Test
  void examplesAloneCanBeTooMany() {
    OpenClDevice device = device(100 * MIB, 25 * MIB);
    assertThatThrownBy(() ->
            new MemoryPlan(program(1), 60000, INPUTS, 60000).requireFits(device, device.toString()))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("for examples")
        .hasMessageContaining("not even one replica fits");
  }

  @Test
  void frozenActivationsCountForEveryReplica() {
    OpenClDevice device = device(1000 * MIB, 25 * MIB);
    TrainingProgram frozen = program(16).withFrozen(Set.of(0));
    assertThatThrownBy(() -> new MemoryPlan(frozen, 4000, INPUTS, 4000).requireFits(device, "test"))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("48.8 MiB for frozen activations");
  }

  @Test
  void bytesAreWrittenForPeople() {
    assertThat(MemoryPlan.inBytes(3 * MIB / 2)).isEqualTo("1.5 MiB");
    assertThat(MemoryPlan.inBytes(4198130688L)).isEqualTo("3.9 GiB");
  }
}
