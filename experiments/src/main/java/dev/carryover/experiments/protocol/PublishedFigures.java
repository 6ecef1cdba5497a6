package dev.carryover.experiments.protocol;

import java.util.List;

/** What the paper printed; source: its Tables I and II. */
public final class PublishedFigures {
  /** Table I, row by row. */
  public static final List<Row> TABLE_I =
      List.of(
          new Row("initial training error", When.INITIAL, "train", 0.914, 0.878, 0.868),
          new Row("initial test error", When.INITIAL, "test", 0.915, 0.877, 0.862),
          new Row("final training error", When.FINAL, "train", 0.016, 0.011, 0.012),
          new Row("final test error", When.FINAL, "test", 0.019, 0.016, 0.069));

  /** Table II, digit by digit. */
  public static final List<Reconstruction> TABLE_II =
      List.of(
          new Reconstruction(0, 0.0083, 0.0039),
          new Reconstruction(1, 0.0023, 0.0013),
          new Reconstruction(2, 0.0094, 0.0040),
          new Reconstruction(3, 0.0083, 0.0039),
          new Reconstruction(4, 0.0082, 0.0038),
          new Reconstruction(5, 0.0134, 0.0053),
          new Reconstruction(6, 0.0121, 0.0051),
          new Reconstruction(7, 0.0114, 0.0060),
          new Reconstruction(8, 0.0127, 0.0051),
          new Reconstruction(9, 0.0082, 0.0032));

  /** Right answers of 100 test images for each digit in Case I; source: Figure 1, left. */
  public static final List<Integer> CASE_I_RIGHT = List.of(96, 99, 86, 88, 94, 71, 91, 85, 76, 88);

  /** The same in Case II; source: Figure 1, right. */
  public static final List<Integer> CASE_II_RIGHT = List.of(96, 98, 88, 92, 95, 80, 93, 87, 89, 90);

  /** The same for the baseline; source: Figure 2. */
  public static final List<Integer> BASELINE_RIGHT =
      List.of(96, 98, 92, 91, 93, 85, 96, 92, 95, 92);

  private PublishedFigures() {}

  /** The fraction of test images that a published confusion matrix has as wrong. */
  public static double wrong(List<Integer> right) {
    return 1 - right.stream().mapToInt(Integer::intValue).sum() / (100.0 * right.size());
  }

  /** When in a run a figure was taken. */
  public enum When {
    /** Before the first step. */
    INITIAL,
    /** At the last record. */
    FINAL
  }

  /**
   * One row of Table I.
   *
   * @param name what the paper calls it
   * @param set on which images
   */
  public record Row(
      String name, When when, String set, double caseI, double caseII, double baseline) {

    /**
     * The figure of one run.
     *
     * @throws IllegalArgumentException if the run is an autoencoder's
     */
    public double of(Run run) {
      return switch (run) {
        case CASE_I -> caseI;
        case CASE_II -> caseII;
        case BASELINE -> baseline;
        case AUTOENCODER, HELDOUT ->
            throw new IllegalArgumentException("Table I has no column for " + run);
      };
    }
  }

  /** One row of Table II: MRE ± σ of a digit's test images. */
  public record Reconstruction(int digit, double mean, double sd) {}
}
