package dev.carryover.experiments.report.chart;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Set;

/** What the guiding lines of a logarithmic axis bear. */
final class LogarithmicLabels {
  /** Leading digits of those that bear a number, where they stand close. */
  private static final Set<Integer> LABELLED = Set.of(1, 2, 3, 5);

  /** From this ratio of the greatest to the least value on, they do. */
  private static final double CLOSE = 4;

  private LogarithmicLabels() {}

  /**
   * A line's number, without exponents and idle zeros; nothing beside lines that stand too close
   * for text.
   *
   * @param ratio of the axis's greatest to its least value
   */
  static String of(double value, double ratio) {
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(1)).stripTrailingZeros();
    return ratio < CLOSE || LABELLED.contains(rounded.unscaledValue().intValue())
        ? rounded.toPlainString()
        : " ";
  }
}
