package dev.carryover.backend.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carryover.backend.Availability;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What is missing is said in words, with the packages that bring it. */
class OpenClLoaderTest {

  @Test
  void aMissingLoaderNamesItsPackages() {
    assertThat(OpenClLoader.obstacle(List.of("libNoSuchOpenCL.so.1", "libNoSuchOpenCL.so")))
        .hasValueSatisfying(unavailable -> {
          assertThat(unavailable.reason())
              .isEqualTo("the OpenCL loader libNoSuchOpenCL.so.1 is not installed");
          assertThat(unavailable.remedy())
              .contains("ocl-icd-libopencl1")
              .contains("pocl-opencl-icd");
        });
  }

  /** In a JVM of its own, because a driver once loaded stays. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void aLoaderWithoutDriversSaysSoAndPrintsNothingElse() throws IOException, InterruptedException {
    TestDevice.require();
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Probe.class.getName())
            .redirectErrorStream(true);
    builder.environment().put("OCL_ICD_VENDORS", "/nonexistent");
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    assertThat(output.strip())
        .isEqualTo("the OpenCL loader finds no driver; " + OpenClLoader.DRIVERS);
  }

  /** Prints why the backend is unavailable. */
  static final class Probe {
    private Probe() {}

    public static void main(String[] arguments) {
      switch (new OpenClBackend().availability()) {
        case Availability.Ready ready -> System.out.println(ready);
        case Availability.Unavailable(String reason, String remedy) ->
            System.out.println(reason + "; " + remedy);
      }
    }
  }
}
