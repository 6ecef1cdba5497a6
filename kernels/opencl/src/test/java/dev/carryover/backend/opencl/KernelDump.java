package dev.carryover.backend.opencl;

import dev.carryover.backend.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Writes down what graphics processors' compilers are given: the source, and a line for each way of
 * building it. For kernels/opencl/offline, which gives both to the vendors' compilers.
 *
 * <p>The lines of {@code builds.tsv}: shape, tiles, parts, work-items in a group, source, options.
 * Those of {@code residents.tsv}: vendor, tiles of an epoch kernel, how many of its groups the host
 * takes 16 compute units to run at once.
 */
final class KernelDump {
  /** Every power of two that a driver may name; OpenCL drivers of graphics processors allow 256. */
  private static final List<Long> GROUPS = LongStream.of(256, 512, 1024).boxed().toList();

  private static final int LARGEST_BATCH = 128;

  /** Few replicas have tiles of their own on devices of so many compute units. */
  private static final int UNITS = 16;

  private KernelDump() {}

  /** What is built for one shape. */
  private record Build(Shape shape, KernelOptions options) {
    String line() {
      return String.join(
          "\t",
          shape == Shape.EPOCH_KERNEL ? "epoch" : "step",
          tiles(),
          parts(),
          Integer.toString(options.tiling().group()),
          source(),
          options.toString());
    }

    String tiles() {
      return options.tiling().groupRows() + "x" + options.tiling().groupColumns();
    }

    String source() {
      return options.tiling().staged() ? "staged.cl" : "registers.cl";
    }

    private String parts() {
      List<String> parts = new ArrayList<>();
      if (options.tied()) {
        parts.add("tied");
      }
      if (options.corrupted()) {
        parts.add("corrupted");
      }
      return parts.isEmpty() ? "plain" : String.join("+", parts);
    }
  }

  /** Writes into the folder that the only argument names. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    List<Build> builds = builds().distinct().toList();
    for (Build build : builds) {
      Files.writeString(
          folder.resolve(build.source()),
          String.join("", KernelSource.files(build.options().tiling())));
    }
    Files.write(folder.resolve("builds.tsv"), builds.stream().map(Build::line).toList());
    Files.write(folder.resolve("residents.tsv"), residents(builds).toList());
  }

  private static Stream<String> residents(List<Build> builds) {
    return Stream.of(Vendor.values())
        .flatMap(vendor ->
            builds.stream()
                .filter(build -> build.shape() == Shape.EPOCH_KERNEL)
                .map(build ->
                    String.join(
                        "\t",
                        vendor.name(),
                        build.tiles(),
                        Long.toString(
                            vendor.residentGroups(UNITS, build.options().tiling().group())))))
        .distinct();
  }

  /** Every build that a graphics processor may be given. */
  private static Stream<Build> builds() {
    return Stream.of(Shape.values())
        .flatMap(shape ->
            GROUPS.stream()
                .map(maxGroup -> TestDevice.imagined(Device.Kind.GPU, UNITS, maxGroup, 1))
                .flatMap(device ->
                    IntStream.rangeClosed(1, LARGEST_BATCH)
                        .boxed()
                        .flatMap(batch ->
                            Stream.of(1, UNITS)
                                .map(replicas -> Tiling.of(device, batch, replicas, shape))))
                .flatMap(KernelDump::parts)
                .map(options -> new Build(shape, options)));
  }

  private static Stream<KernelOptions> parts(Tiling tiling) {
    return Stream.of(false, true)
        .flatMap(tied ->
            Stream.of(false, true).map(corrupted -> new KernelOptions(tiling, tied, corrupted)));
  }
}
