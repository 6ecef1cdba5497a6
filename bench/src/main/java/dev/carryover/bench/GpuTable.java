package dev.carryover.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Puts what {@code bench/gpu.sh} measured into one table: every time over its roofline floor, where
 * PyTorch has measured the GPU's ceilings.
 *
 * <p>The floor of an epoch is the longer of two times: its products' operations at the rate of a
 * large product, and its parameters' traffic at the rate of a large copy. Each of an epoch's 125
 * steps must at least read and write every weight and its velocity once: 16 bytes a parameter.
 */
public final class GpuTable {
  private static final double TRAFFIC = 16.0 * (784 * 200 + 200 + 200 * 784 + 784) * 125;

  private GpuTable() {}

  /**
   * A program's time.
   *
   * @param flops of its products, where it says
   */
  private record Row(int replicas, String program, double seconds, OptionalDouble flops) {}

  /**
   * Prints the table.
   *
   * @param arguments the folder of {@code compare-R.json} and, where there was a PyTorch, {@code
   *     pytorch.json}
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    Optional<JsonNode> pytorch = Optional.empty();
    if (Files.exists(folder.resolve("pytorch.json"))) {
      pytorch = Optional.of(json(folder.resolve("pytorch.json")));
    }
    table(rows(folder, pytorch), pytorch).forEach(System.out::println);
  }

  private static JsonNode json(Path file) throws IOException {
    return JsonMapper.shared().readTree(Files.readString(file));
  }

  private static List<Row> rows(Path folder, Optional<JsonNode> pytorch) throws IOException {
    List<Row> rows = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file :
          files.filter(f -> f.getFileName().toString().matches("compare-\\d+\\.json")).toList()) {
        for (JsonNode timing : json(file).path("backends")) {
          double seconds = timing.path("secondsPerEpoch").asDouble();
          rows.add(
              new Row(
                  timing.path("replicas").asInt(),
                  timing.path("name").asString(),
                  seconds,
                  OptionalDouble.of(timing.path("gflops").asDouble() * 1e9 * seconds)));
        }
      }
    }
    pytorch.ifPresent(measured ->
        measured
            .path("times")
            .forEach(timing ->
                rows.add(
                    new Row(
                        timing.path("replicas").asInt(),
                        "PyTorch " + timing.path("mode").asString(),
                        timing.path("secondsPerEpoch").asDouble(),
                        OptionalDouble.empty()))));
    rows.sort(Comparator.comparingInt(Row::replicas).thenComparingDouble(Row::seconds));
    return rows;
  }

  private static List<String> table(List<Row> rows, Optional<JsonNode> pytorch) {
    double flops =
        rows.stream()
            .filter(row -> row.flops().isPresent())
            .mapToDouble(row -> row.flops().getAsDouble() / row.replicas())
            .findFirst()
            .orElseThrow();
    double bandwidth =
        pytorch.map(measured -> measured.path("copyBytesPerSecond").asDouble(0)).orElse(0.0);
    double product = pytorch.map(measured -> measured.path("productFlops").asDouble(0)).orElse(0.0);
    boolean ceilings = bandwidth > 0 && product > 0;
    List<String> lines = new ArrayList<>();
    if (ceilings) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%s: copy %,.0f GB/s, product %.1f TFLOP/s in float32",
              pytorch.orElseThrow().path("device").asString(),
              bandwidth / 1e9,
              product / 1e12));
    }
    lines.add(
        String.format(
            "%8s  %-16s%12s%10s%s",
            "replicas",
            "program",
            "ms/epoch",
            "TFLOP/s",
            ceilings ? "  floor ms  over floor" : ""));
    for (Row row : rows) {
      String line =
          String.format(
              Locale.ROOT,
              "%8d  %-16s%12.2f%10.3f",
              row.replicas(),
              row.program(),
              row.seconds() * 1e3,
              flops * row.replicas() / row.seconds() / 1e12);
      double floor =
          Math.max(flops * row.replicas() / product, TRAFFIC * row.replicas() / bandwidth);
      lines.add(
          ceilings
              ? line
                  + String.format(Locale.ROOT, "%10.2f%12.1f", floor * 1e3, row.seconds() / floor)
              : line);
    }
    return lines;
  }
}
