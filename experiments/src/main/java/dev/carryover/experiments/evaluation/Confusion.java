package dev.carryover.experiments.evaluation;

import java.util.List;

/**
 * How often each class was predicted as each class, summed over replicas.
 *
 * @param counts {@code [label][prediction]}
 */
public record Confusion(List<List<Long>> counts) {

  /** Copies the counts. */
  public Confusion {
    counts = counts.stream().map(List::copyOf).toList();
  }
}
