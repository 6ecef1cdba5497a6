package dev.carryover.backend.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carryover.backend.Availability.Unavailable;
import org.junit.jupiter.api.Test;

class NativeLibraryFailureTest {
  private static final String UNPACKED =
      System.getProperty("java.io.tmpdir") + "/libJOCL_2_0_6-linux-x86_64.so";

  /** As JOCL 2.0.6 words it. */
  private static String message(String whenLoadedAsResource) {
    return """
    Error while loading native library "JOCL_2_0_6-linux-x86_64"
    Operating system name: Linux
    ---(start of nested stack traces)---
    Stack trace from the attempt to load the library as a file:
    java.lang.UnsatisfiedLinkError: no JOCL_2_0_6-linux-x86_64 in java.library.path: /lib
    \tat java.base/java.lang.ClassLoader.loadLibrary(ClassLoader.java:2285)
    Stack trace from the attempt to load the library as a resource:
    %s
    \tat java.base/jdk.internal.loader.NativeLibraries.load(Native Method)
    ---(end of nested stack traces)---
    """
        .formatted(whenLoadedAsResource);
  }

  private static void saysThatTheFolderForbidsIt(Unavailable failure) {
    assertThat(failure.reason())
        .isEqualTo(
            "JOCL's native library cannot be loaded: %s: failed to map segment"
                .formatted(UNPACKED));
    assertThat(failure.remedy())
        .startsWith(
            "the temporary folder %s must not be mounted noexec"
                .formatted(System.getProperty("java.io.tmpdir")));
  }

  @Test
  void aFolderThatForbidsProgramsIsNamed() {
    String message =
        message("java.lang.UnsatisfiedLinkError: %s: failed to map segment".formatted(UNPACKED));
    saysThatTheFolderForbidsIt(NativeLibraryFailure.of(new UnsatisfiedLinkError(message)));
  }

  @Test
  void soItIsWhenTheJvmOnlyRemembersTheFailure() {
    String message =
        message("java.lang.UnsatisfiedLinkError: %s: failed to map segment".formatted(UNPACKED));
    NoClassDefFoundError later = new NoClassDefFoundError("Could not initialize class org.jocl.CL");
    later.initCause(new ExceptionInInitializerError("Exception java.lang." + message));
    saysThatTheFolderForbidsIt(NativeLibraryFailure.of(later));
  }

  @Test
  void aSystemWithoutALibraryIsToldWhichHaveOne() {
    Unavailable failure =
        NativeLibraryFailure.of(
            new UnsatisfiedLinkError(
                message(
                    "java.lang.UnsatisfiedLinkError: No resource found with name"
                        + " '/lib/libJOCL_2_0_6-linux-riscv.so'")));
    assertThat(failure.reason())
        .endsWith("No resource found with name '/lib/libJOCL_2_0_6-linux-riscv.so'");
    assertThat(failure.remedy()).startsWith("use a system that it supports");
  }
}
