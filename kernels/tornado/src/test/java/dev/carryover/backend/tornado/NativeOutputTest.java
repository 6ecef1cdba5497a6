package dev.carryover.backend.tornado;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

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

  @Test
  void whatADriverReportsIsReturned() {
    assertThat(NativeOutput.errorsOf(() -> print(REPORT))).containsExactly(REPORT);
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
