package dev.carryover.backend.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carryover.backend.Availability;
import dev.carryover.backend.Device;
import java.util.List;
import org.jocl.CLException;
import org.jocl.cl_device_id;
import org.jocl.cl_platform_id;
import org.junit.jupiter.api.Test;

/** A driver that errs costs its own platform and no other, and its reason is told. */
class DeviceSearchTest {

  /** A platform with one device. */
  private record Sound(String name, Device.Kind kind) implements OpenClPlatform {
    @Override
    public List<OpenClDevice> devices() {
      return List.of(
          new OpenClDevice(
              new cl_platform_id(),
              new cl_device_id(),
              new Device(0, kind, name + "'s device", ""),
              Vendor.OTHER,
              1,
              1L << 30,
              1L << 30,
              256,
              4));
    }
  }

  /** A platform whose driver fails when asked for its devices. */
  private record Failing(String name, RuntimeException failure) implements OpenClPlatform {
    @Override
    public List<OpenClDevice> devices() {
      throw failure;
    }
  }

  /** A platform whose driver fails whatever it is asked. */
  private record Speechless() implements OpenClPlatform {
    @Override
    public String name() {
      throw new CLException("CL_INVALID_PLATFORM", -32);
    }

    @Override
    public List<OpenClDevice> devices() {
      throw new UnsupportedOperationException(
          "\n\u001b[31mThe function clGetDeviceIDs is not supported\u001b[0m\nat line 1");
    }
  }

  private static final OpenClPlatform RUSTICL =
      new Failing("rusticl", new CLException("CL_INVALID_DEVICE_TYPE", -31));

  private static final String RUSTICL_FAILED =
      "platform rusticl: its driver fails with CL_INVALID_DEVICE_TYPE when asked for its devices;"
          + " update it or remove it";

  private static final OpenClPlatform CPU = new Sound("Portable", Device.Kind.CPU);
  private static final OpenClPlatform GPU = new Sound("Vendor", Device.Kind.GPU);

  @Test
  void aFailingPlatformCostsItselfAlone() {
    DeviceSearch search = DeviceSearch.over(List.of(CPU, RUSTICL, GPU));
    assertThat(search.devices())
        .extracting(d -> d.device().index() + " " + d.device().name())
        .containsExactly("0 Vendor's device", "1 Portable's device");
    assertThat(search.failures()).containsExactly(RUSTICL_FAILED);
    assertThat(OpenClBackend.availability(search))
        .isInstanceOfSatisfying(
            Availability.Ready.class,
            ready -> {
              assertThat(ready.devices()).hasSize(2);
              assertThat(ready.failures()).containsExactly(RUSTICL_FAILED);
            });
  }

  @Test
  void aPlatformWithoutANameIsNumberedAndItsMessageIsOneLineWithoutColours() {
    DeviceSearch search = DeviceSearch.over(List.of(GPU, new Speechless()));
    assertThat(search.devices()).hasSize(1);
    assertThat(search.failures())
        .containsExactly(
            "platform number 1: its driver fails with The function clGetDeviceIDs is not supported"
                + " when asked for its devices; update it or remove it");
  }

  @Test
  void whereNothingElseIsThereTheReasonIsThatOfTheBackend() {
    assertThat(OpenClBackend.availability(DeviceSearch.over(List.of(RUSTICL))))
        .isInstanceOfSatisfying(
            Availability.Unavailable.class,
            unavailable ->
                assertThat(unavailable.reason())
                    .isEqualTo(
                        "no OpenCL driver offers a device with OpenCL 1.2 and a compiler (%s)"
                            .formatted(RUSTICL_FAILED)));
  }
}
