package dev.carryover.backend.opencl;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** The kernels' checks have been seen failing. */
class GuardedTest {
  private static final Tiling TILING = new Tiling(false, 4, 4, 1, 1, 1);

  private static float[] guardedPair() {
    return new float[] {Guarded.POISON, 1, 2, Guarded.POISON};
  }

  @Test
  void aValueWrittenIntoAGuardZoneIsFound() {
    try (OpenClContext context =
        new OpenClContext(TestDevice.require(), "test", KernelOptions.plain(TILING))) {
      DeviceBuffer buffer = Guarded.upload(context, guardedPair());
      Guarded.requireHolds("x", buffer, guardedPair());
      buffer.write(3, new float[] {Float.NaN}, 1);
      assertThatThrownBy(() -> Guarded.requireHolds("x", buffer, guardedPair()))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("x[3]: expected an untouched guard");
    }
  }

  @Test
  void aWrongValueAndNaNAreFound() {
    try (OpenClContext context =
        new OpenClContext(TestDevice.require(), "test", KernelOptions.plain(TILING))) {
      DeviceBuffer buffer = Guarded.upload(context, guardedPair());
      for (float wrong : new float[] {1.01f, Float.NaN}) {
        buffer.write(1, new float[] {wrong}, 1);
        assertThatThrownBy(() -> Guarded.requireHolds("x", buffer, guardedPair()))
            .isInstanceOf(AssertionError.class)
            .hasMessageContaining("x[1]: expected 1.0, found " + wrong);
      }
    }
  }
}
