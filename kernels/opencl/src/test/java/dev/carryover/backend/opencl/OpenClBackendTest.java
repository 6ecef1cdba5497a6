package dev.carryover.backend.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carryover.backend.Availability;
import dev.carryover.backend.Backend;
import dev.carryover.backend.BackendException;
import dev.carryover.backend.Backends;
import dev.carryover.backend.Device;
import dev.carryover.backend.conformance.Subject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The backend is found by its name, lists its devices, and says which device it cannot use. */
class OpenClBackendTest {

  @Test
  void theServiceLoaderFindsIt() {
    assertThat(Backends.all())
        .filteredOn(OpenClBackend.class::isInstance)
        .singleElement()
        .extracting(Backend::name)
        .isEqualTo("opencl");
  }

  @Test
  void devicesAreNumberedFromZeroGraphicsProcessorsFirst() {
    OpenClDevice first = TestDevice.require();
    List<Device> devices = ((Availability.Ready) new OpenClBackend().availability()).devices();
    for (int i = 0; i < devices.size(); i++) {
      assertThat(devices.get(i).index()).isEqualTo(i);
      assertThat(devices.get(i).details()).matches(".+, driver .+, .+ [GM]iB, \\d+ compute units");
    }
    boolean anyGpu = devices.stream().anyMatch(d -> d.kind() == Device.Kind.GPU);
    assertThat(first.device().kind() == Device.Kind.GPU).isEqualTo(anyGpu);
  }

  @Test
  void aDeviceThatIsNotThereIsRefused() {
    TestDevice.require();
    Device gone = new Device(99, Device.Kind.GPU, "Unplugged", "");
    assertThatThrownBy(() -> new OpenClBackend().compile(Subject.typical().program(), gone))
        .isInstanceOf(BackendException.class)
        .hasMessage("backend opencl: device 99 (Unplugged) is not there any more");
  }

  @Test
  void kernelsThatTheDriverCannotBuildAreItsBuildLog() {
    OpenClDevice device = TestDevice.require();
    Tiling tooLarge = new Tiling(true, 4, 4, 1, 1 << 20, 1 << 20);
    assertThatThrownBy(() ->
            new OpenClContext(
                device, device + ", 3 replicas of 1-1", KernelOptions.plain(tooLarge)))
        .isInstanceOf(BackendException.class)
        .hasMessageStartingWith(
            "backend opencl, device 0 (%s), 3 replicas of 1-1: the driver cannot build the kernels"
                .formatted(device.device().name()))
        .message()
        .hasLineCount(1);
  }
}
