package dev.carryover.experiments.cli;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs a short experiment many times in one JVM and says what it holds after every tenth part of
 * them. Started by {@code soak.sh}; ends with 1 if something grows from the second tenth to the
 * last.
 */
final class Soak {
  private static final String EXPERIMENT =
      """
      key: soak
      replicas: 3
      defaults:
        architecture: {hidden: [12]}
        recipe: {optimizer: adam, epochs: 3}
      stages:
        - {key: code, objective: reconstruct, recipe: {corruption: 0.1}}
        - {key: digits, objective: classify, start: {from: code}}
      """;

  /** What a collection may leave over, by chance. */
  private static final long HEAP = 8L << 20;

  private static final long DIRECT = 1L << 20;
  private static final int THREADS = 2;
  private static final int HANDLES = 4;

  private Soak() {}

  /**
   * What the JVM holds after a collection.
   *
   * @param heap bytes
   * @param direct bytes
   */
  private record Held(long heap, long direct, int threads, long handles) {
    static Held now() {
      System.gc();
      return new Held(
          ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
          ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
              .mapToLong(BufferPoolMXBean::getMemoryUsed)
              .sum(),
          ManagementFactory.getThreadMXBean().getThreadCount(),
          ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
              .getOpenFileDescriptorCount());
    }

    boolean exceeds(Held before) {
      return heap > before.heap + HEAP
          || direct > before.direct + DIRECT
          || threads > before.threads + THREADS
          || handles > before.handles + HANDLES;
    }
  }

  /**
   * The soak.
   *
   * @param arguments how many runs, at least 20
   */
  public static void main(String[] arguments) throws IOException {
    int runs = Integer.parseInt(arguments[0]);
    Path folder = Files.createTempDirectory("soak");
    List<Held> held = new ArrayList<>();
    try {
      String data = SmallDigits.write(folder.resolve("data")).toString();
      String file = Files.writeString(folder.resolve("soak.yaml"), EXPERIMENT).toString();
      System.out.println("runs  heap MiB  direct MiB  threads  file handles");
      for (int run = 1; run <= runs; run++) {
        Path out = folder.resolve("run");
        Outcome outcome =
            Outcome.of(
                "run",
                file,
                "--data",
                data,
                "--backend",
                "vector",
                "--quiet",
                "--out",
                out.toString());
        if (outcome.status() != 0) {
          throw new IllegalStateException("run " + run + ": " + outcome.err());
        }
        delete(out);
        if (run % (runs / 10) == 0) {
          Held now = Held.now();
          held.add(now);
          System.out.printf(
              "%4d  %8.1f  %10.2f  %7d  %12d%n",
              run, now.heap() / 1048576.0, now.direct() / 1048576.0, now.threads(), now.handles());
        }
      }
    } finally {
      delete(folder);
    }
    boolean grows = held.getLast().exceeds(held.get(1));
    System.out.println(grows ? "something grows" : "level");
    System.exit(grows ? 1 : 0);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
