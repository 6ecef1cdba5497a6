package dev.carryover.backend.opencl;

import dev.carryover.backend.Availability.Unavailable;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jocl.CL;
import org.jocl.CLException;

/**
 * Finds out whether the OpenCL loader can be loaded, before JOCL tries: JOCL would print its
 * failure, and could not try again in this JVM.
 */
final class OpenClLoader {
  static final String DRIVERS =
      "install a driver: the graphics card vendor's, or for the processor the Debian package"
          + " pocl-opencl-icd";

  private OpenClLoader() {}

  /** What keeps OpenCL from being called here, if anything does. */
  static Optional<Unavailable> obstacle() {
    return obstacle(libraryNames());
  }

  /** The same, for a loader of any of the given names. */
  static Optional<Unavailable> obstacle(List<String> names) {
    if (names.stream().noneMatch(OpenClLoader::loads)) {
      return Optional.of(
          new Unavailable(
              "the OpenCL loader %s is not installed".formatted(names.getFirst()),
              "install it, with Debian the package ocl-icd-libopencl1, and " + DRIVERS));
    }
    try {
      CL.setExceptionsEnabled(true);
      CL.clGetPlatformIDs(0, null, new int[1]);
      return Optional.empty();
    } catch (CLException e) {
      return Optional.of(new Unavailable("the OpenCL loader finds no driver", DRIVERS));
    } catch (LinkageError e) {
      return Optional.of(NativeLibraryFailure.of(e));
    }
  }

  /** The names that JOCL tries, in its order. */
  private static List<String> libraryNames() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    if (os.contains("mac")) {
      return List.of("/System/Library/Frameworks/OpenCL.framework/Versions/Current/OpenCL");
    }
    return os.contains("windows")
        ? List.of("OpenCL.dll")
        : List.of("libOpenCL.so.1", "libOpenCL.so");
  }

  // Loading a native library is what this is about; JOCL does the same.
  @SuppressWarnings("restricted")
  private static boolean loads(String name) {
    try (Arena arena = Arena.ofConfined()) {
      return SymbolLookup.libraryLookup(name, arena).find("clGetPlatformIDs").isPresent();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
