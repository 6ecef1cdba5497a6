package dev.carryover.backend.tornado;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NativeOutputTest {
  private static final String REPORT =
      "[TornadoVM-OCL-JNI] ERROR : clEnqueueNDRangeKernel -> Returned: -5";

  /** Past Java's own stream, as native code prints. */
  private static void print(String line) {
    try {
      new FileOutputStream(FileDescriptor.out)
          .write((line + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        REPORT,
        "[TornadoVM-CUDA-JNI] ERROR : cuLaunchKernel -> Returned: 700",
        "[TornadoVM-NVRTC-JNI] ERROR : nvrtcCompileProgram -> Returned: 6",
        "NVRTC compilation failed: kernel.cu(3): error"
      })
  void whatADriverReportsIsReturned(String report) {
    assertThat(NativeOutput.errorsOf(() -> print(report))).containsExactly(report);
  }

  @Test
  void nothingIsReturnedWhenNothingIsReported() {
    assertThat(NativeOutput.errorsOf(() -> {})).isEmpty();
  }

  @Test
  void aReportDoesNotReturnASecondTime() {
    assertThat(NativeOutput.errorsOf(() -> print(REPORT))).hasSize(1);
    assertThat(NativeOutput.errorsOf(() -> {})).isEmpty();
  }

  @Test
  void anActionsOwnExceptionComesThroughAndStandardOutputComesBack() {
    assertThatThrownBy(() ->
            NativeOutput.errorsOf(() -> {
              throw new IllegalStateException("thrown");
            }))
        .hasMessage("thrown");
    assertThat(NativeOutput.errorsOf(() -> print(REPORT))).hasSize(1);
  }
}
