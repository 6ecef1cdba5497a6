package dev.carryover.bench;

import dev.carryover.backend.Backends;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * One backend of ours at the work of the peers: prints one line of JSON as they do, and the
 * device's peak where the backend measures it. Arguments: backend, replicas, epochs.
 */
public final class Times {
  private Times() {}

  /** Checks, trains and prints. */
  public static void main(String[] args) {
    String backend = args[0];
    int replicas = Integer.parseInt(args[1]);
    double[] seconds = new double[Integer.parseInt(args[2])];
    Backends.Choice choice = Backends.require(backend);
    OptionalDouble peak = choice.backend().peakGflops(choice.device());
    try (Epochs epochs = new Epochs(replicas, backend)) {
      for (int e = 0; e < seconds.length; e++) {
        long start = System.nanoTime();
        epochs.next(new Rate());
        seconds[e] = (System.nanoTime() - start) / 1e9;
      }
    }
    double[] timed = Arrays.copyOfRange(seconds, seconds.length / 3, seconds.length);
    Arrays.sort(timed);
    System.out.printf(
        Locale.ROOT,
        "{\"name\": \"Carryover %s\", \"setting\": \"%s\", \"replicas\": %d, \"seconds\": %.6f,"
            + " \"best\": %.6f%s}%n",
        backend,
        choice.device().details(),
        replicas,
        timed[timed.length / 2],
        timed[0],
        peak.isPresent() ? ", \"peak\": " + peak.getAsDouble() : "");
  }
}
