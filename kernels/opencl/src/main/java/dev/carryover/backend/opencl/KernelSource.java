package dev.carryover.backend.opencl;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** The kernels' source, one family a file, in the order in which they build on each other. */
final class KernelSource {
  private KernelSource() {}

  /** The files for a tiling. */
  static List<String> files(Tiling tiling) {
    return Stream.of(
            "vectors",
            "layers",
            "activations",
            tiling.staged() ? "products_local" : "products_registers",
            "forward",
            "backward",
            "slices",
            "optimizers",
            "gradient",
            "output",
            "corruption",
            "epoch")
        .map(name -> read(name + ".cl"))
        .toList();
  }

  private static String read(String name) {
    try (InputStream in = KernelSource.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the class path lacks the kernels of " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the kernels of " + name, e);
    }
  }
}
