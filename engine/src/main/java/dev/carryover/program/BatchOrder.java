package dev.carryover.program;

/**
 * Which examples each replica visits in one epoch, and in which order: {@code [R][n]} indices into
 * the bound examples, step s taking the entries from s·B on. Seeds, digit splits and label
 * fractions differ in nothing but their orders, so they can all be replicas of one program.
 */
public final class BatchOrder {
  private final int[][] indices;

  /**
   * Copies the given indices.
   *
   * @param indices {@code [R][n]}, R and n at least 1, an index may occur any number of times
   * @throws IllegalArgumentException if there is no replica or no index, the replicas' lengths
   *     differ, or an index is negative
   */
  public BatchOrder(int[][] indices) {
    if (indices.length == 0 || indices[0].length == 0) {
      throw new IllegalArgumentException("a batch order needs at least one replica and one index");
    }
    this.indices = new int[indices.length][];
    for (int r = 0; r < indices.length; r++) {
      if (indices[r].length != indices[0].length) {
        throw new IllegalArgumentException(
            "replica %d visits %d examples, replica 0 visits %d"
                .formatted(r, indices[r].length, indices[0].length));
      }
      this.indices[r] = indices[r].clone();
      for (int index : indices[r]) {
        if (index < 0) {
          throw new IllegalArgumentException("replica " + r + " visits example " + index);
        }
      }
    }
  }

  /** R. */
  public int replicas() {
    return indices.length;
  }

  /** n, the number of examples that each replica visits. */
  public int length() {
    return indices[0].length;
  }

  /** The example that a replica visits at a position. */
  public int index(int replica, int position) {
    return indices[replica][position];
  }

  /**
   * Copies one replica's indices into an array.
   *
   * @param destination written from {@code offset} to {@code offset + length()}
   */
  public void copyTo(int replica, int[] destination, int offset) {
    System.arraycopy(indices[replica], 0, destination, offset, length());
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
