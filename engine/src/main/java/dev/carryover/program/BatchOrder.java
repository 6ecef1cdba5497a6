package dev.carryover.program;

import java.util.Arrays;

/**
 * Which examples each replica visits in one epoch, and in which order: for each replica a number of
 * indices into the bound examples, step s taking those from s·B on. Seeds, digit splits and label
 * fractions differ in nothing but their orders, so they can all be replicas of one program. A
 * replica whose order is shorter than others' takes fewer steps: it then stands still.
 */
public final class BatchOrder {
  private final int[][] indices;

  /**
   * Copies the given indices.
   *
   * @param indices {@code [R][n of the replica]}, R and every n at least 1; an index may occur any
   *     number of times
   * @throws IllegalArgumentException if there is no replica, a replica has no index, or an index is
   *     negative
   */
  public BatchOrder(int[][] indices) {
    if (indices.length == 0) {
      throw new IllegalArgumentException("a batch order needs at least one replica");
    }
    this.indices = new int[indices.length][];
    for (int r = 0; r < indices.length; r++) {
      if (indices[r].length == 0) {
        throw new IllegalArgumentException("replica " + r + " visits no example");
      }
      this.indices[r] = indices[r].clone();
      for (int index : indices[r]) {
        if (index < 0) {
          throw new IllegalArgumentException("replica " + r + " visits example " + index);
        }
      }
    }
  }

  /** The number of replicas, R. */
  public int replicas() {
    return indices.length;
  }

  /** n, the number of examples that a replica visits. */
  public int length(int replica) {
    return indices[replica].length;
  }

  /** The largest n of any replica. */
  public int longest() {
    return Arrays.stream(indices).mapToInt(own -> own.length).max().orElseThrow();
  }

  /** The example that a replica visits at a position. */
  public int index(int replica, int position) {
    return indices[replica][position];
  }

  /**
   * Copies one replica's indices into an array.
   *
   * @param destination written from {@code offset} to {@code offset + length(replica)}
   */
  public void copyTo(int replica, int[] destination, int offset) {
    System.arraycopy(indices[replica], 0, destination, offset, length(replica));
  }

  /**
   * This order, if it fits a program over bound examples.
   *
   * @throws IllegalArgumentException if it has another number of replicas than the program, or an
   *     index of {@code examples} or more
   */
  public BatchOrder requireFits(TrainingProgram program, int examples) {
    if (replicas() != program.replicas()) {
      throw new IllegalArgumentException(
          "the order is for %d replicas, the program has %d"
              .formatted(replicas(), program.replicas()));
    }
    for (int r = 0; r < indices.length; r++) {
      for (int index : indices[r]) {
        if (index >= examples) {
          throw new IllegalArgumentException(
              "replica %d visits example %d of %d".formatted(r, index, examples));
        }
      }
    }
    return this;
  }
}
