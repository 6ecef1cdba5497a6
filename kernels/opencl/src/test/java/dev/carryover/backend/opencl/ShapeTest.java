package dev.carryover.backend.opencl;

import static dev.carryover.backend.opencl.Shape.EPOCH_KERNEL;
import static dev.carryover.backend.opencl.Shape.STEP_GRAPH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carryover.backend.Device;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An epoch kernel for replicas enough to keep the device busy, else a step graph. */
class ShapeTest {

  private static OpenClDevice cpu(int cores) {
    return TestDevice.imagined(Device.Kind.CPU, cores, 4096, 16);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "3, 3", "4, 3", "8, 6", "64, 48"})
  void aProcessorTakesTheEpochKernelFromThreeQuartersOfItsCoresOn(int cores, int first) {
    requireFirst(first, 32, cpu(cores));
  }

  @ParameterizedTest
  @CsvSource({
    "H100,         NVIDIA, 132, 1024, 32, 132,  99",
    "H100,         NVIDIA, 132, 1024, 16, 264, 198",
    "H100,         NVIDIA, 132, 1024, 64, 132,  99",
    "A100,         NVIDIA, 108, 1024, 32, 108,  81",
    "MI300X,       AMD,    304,  256, 32, 608, 456",
    "MI250X's die, AMD,    110,  256, 32, 220, 165",
    "RX 7900 XTX,  AMD,     48,  256, 32,  96,  72",
    "A770,         INTEL,  512, 1024, 32, 128,  96",
    "Iris Xe,      INTEL,   96,  512, 32,  24,  18",
    "UHD 600,      INTEL,    1,  256, 32,   1,   1"
  })
  void aGraphicsProcessorTakesTheEpochKernelFromThreeQuartersOfItsResidentGroupsOn(
      String name, Vendor vendor, int units, int maxGroup, int batch, int groups, int first) {
    OpenClDevice device = TestDevice.imagined(Device.Kind.GPU, vendor, units, maxGroup, 1);
    assertThat(device.residentGroups(Tiling.of(device, batch, 1, EPOCH_KERNEL).group()))
        .as(name)
        .isEqualTo(groups);
    requireFirst(first, batch, device);
  }

  private static void requireFirst(int first, int batch, OpenClDevice device) {
    for (int replicas = 1; replicas <= 2 * first; replicas++) {
      assertThat(Shape.of(replicas, batch, device))
          .as("R = %d", replicas)
          .isEqualTo(replicas < first ? STEP_GRAPH : EPOCH_KERNEL);
    }
  }

  @ParameterizedTest
  @CsvSource({"0x1002, AMD", "0x8086, INTEL", "0x10DE, NVIDIA", "0x13B5, OTHER", "-1, OTHER"})
  void vendorsAreKnownByTheirNumbers(String id, Vendor vendor) {
    assertThat(Vendor.of(Long.decode(id))).isEqualTo(vendor);
  }
}
