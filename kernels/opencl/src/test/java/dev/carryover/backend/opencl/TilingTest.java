package dev.carryover.backend.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carryover.backend.Device;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tiles follow the device, and none that the kernels lack can be asked for. */
class TilingTest {

  private static OpenClDevice device(Device.Kind kind, int vectorWidth, int maxGroup) {
    return TestDevice.imagined(kind, 8, maxGroup, vectorWidth);
  }

  @Test
  void theCpuGetsRegistersAsWideAsItsVectors() {
    assertThat(Tiling.of(device(Device.Kind.CPU, 16, 4096), 32, 1, Shape.STEP_GRAPH))
        .isEqualTo(new Tiling(false, 16, 8, 2, 1, 1));
    assertThat(Tiling.of(device(Device.Kind.CPU, 8, 4096), 32, 1, Shape.STEP_GRAPH))
        .isEqualTo(new Tiling(false, 8, 4, 2, 1, 1));
    assertThat(Tiling.of(device(Device.Kind.CPU, 1, 4096), 32, 1, Shape.STEP_GRAPH).width())
        .isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource({"1, 1024, 64", "16, 1024, 64", "32, 1024, 128", "64, 1024, 256", "64, 128, 128"})
  void aGraphicsProcessorGetsGroupsThatItsBatchFillsAndItsDriverAllows(
      int batch, int maxGroup, int group) {
    Tiling tiling = Tiling.of(device(Device.Kind.GPU, 1, maxGroup), batch, 1, Shape.STEP_GRAPH);
    assertThat(tiling.staged()).isTrue();
    assertThat(tiling.group()).isEqualTo(group);
  }

  @ParameterizedTest
  @CsvSource({
    // Tiles of 16 by 64, from R = 9 on of 32 by 64; stages of 16.
    "1, 200, 784, 33",
    "1, 784, 200, 11",
    "1, 10, 200, 13",
    "8, 200, 784, 5",
    "8, 784, 200, 1",
    "9, 200, 784, 8",
    "33, 200, 784, 1",
    "98, 200, 784, 1"
  })
  void fewReplicasProductsAreCutUntilTheyFillTheDevice(
      int replicas, int columns, int inner, int slices) {
    OpenClDevice h100 = TestDevice.imagined(Device.Kind.GPU, Vendor.NVIDIA, 132, 1024, 1);
    Tiling tiling = Tiling.of(h100, 32, replicas, Shape.STEP_GRAPH);
    assertThat(tiling.slices(32, columns, inner, replicas)).isEqualTo(slices);
  }

  @ParameterizedTest
  @CsvSource({"200, 784", "784, 200"})
  void aSingleReplicasProductsGiveEachMultiprocessorTwoGroups(int columns, int inner) {
    OpenClDevice h100 = TestDevice.imagined(Device.Kind.GPU, Vendor.NVIDIA, 132, 1024, 1);
    Tiling tiling = Tiling.of(h100, 32, 1, Shape.STEP_GRAPH);
    assertThat(tiling.tiles(32, columns) * tiling.slices(32, columns, inner, 1))
        .isGreaterThanOrEqualTo(2 * 132);
    assertThat(tiling.tiles(784, 200) + tiling.tiles(200, 784)).isGreaterThanOrEqualTo(2 * 132);
  }

  @Test
  void aProcessorsProductsAreNeverCut() {
    Tiling tiling = Tiling.of(device(Device.Kind.CPU, 16, 4096), 32, 1, Shape.STEP_GRAPH);
    assertThat(tiling.slices(32, 200, 784, 1)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"1, 1024, 128", "16, 1024, 128", "32, 1024, 256", "64, 1024, 256", "64, 128, 128"})
  void anEpochKernelOnAGraphicsProcessorGetsNoMoreWorkItemsThanItsRegistersAllow(
      int batch, int maxGroup, int group) {
    OpenClDevice gpu = device(Device.Kind.GPU, 1, maxGroup);
    assertThat(Tiling.of(gpu, batch, 1, Shape.EPOCH_KERNEL).group()).isEqualTo(group);
  }

  @ParameterizedTest
  @CsvSource({
    "false, 3, 4, 1, 1, 1",
    "false, 4, 6, 1, 1, 1",
    "false, 4, 0, 1, 1, 1",
    "false, 4, 4, 0, 1, 1",
    "false, 4, 4, 1, 2, 1",
    "false, 16, 8, 8, 1, 1",
    "true, 4, 4, 1, 0, 16",
    "true, 4, 4, 1, 4, 12"
  })
  void tilesThatTheKernelsLackAreRefused(
      boolean staged, int width, int rows, int vectors, int groupRows, int groupColumns) {
    assertThatThrownBy(() -> new Tiling(staged, width, rows, vectors, groupRows, groupColumns))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no such tiles: width " + width);
  }
}
