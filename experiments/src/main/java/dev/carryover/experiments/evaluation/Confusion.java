package dev.carryover.experiments.evaluation;

import java.util.Arrays;
import java.util.List;

/**
 * How often each digit was taken for each digit, summed over replicas.
 *
 * @param counts {@code [label][prediction]}
 */
public record Confusion(List<List<Long>> counts) {

  /** Copies the counts. */
  public Confusion {
    counts = counts.stream().map(List::copyOf).toList();
  }

  /** Counts pair by pair. */
  static final class Counter {
    private final long[][] counts;

    Counter(int classes) {
      counts = new long[classes][classes];
    }

    void add(int label, int prediction) {
      counts[label][prediction]++;
    }

    Confusion confusion() {
      return new Confusion(
          Arrays.stream(counts).map(row -> Arrays.stream(row).boxed().toList()).toList());
    }
  }
}
