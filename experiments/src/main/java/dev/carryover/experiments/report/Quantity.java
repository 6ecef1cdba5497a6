package dev.carryover.experiments.report;

import dev.carryover.experiments.statistics.Summary;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;

/**
 * A measured figure with what is known of its precision, rounded to what that supports: the half
 * width of its interval to two significant digits, the figure itself to as many decimals.
 *
 * @param value the figure
 * @param margin half the width of its 95% interval; absent where there is none
 * @param decimals where there is no interval, or one of no width
 */
record Quantity(double value, Optional<Double> margin, int decimals) {
  private static final MathContext TWO_DIGITS = new MathContext(2, RoundingMode.HALF_UP);
  private static final int MOST_DECIMALS = 6;

  /** A mean over replicas with the interval of the mean. */
  static Quantity of(Summary summary, int decimals) {
    return new Quantity(
        summary.mean(), summary.high().map(high -> high - summary.mean()), decimals);
  }

  /** A figure that is given with so many decimals. */
  static Quantity given(double value, int decimals) {
    return new Quantity(value, Optional.empty(), decimals);
  }

  /** How many decimals are supported. */
  int supported() {
    if (margin.isEmpty() || !(margin.get() > 0)) {
      return decimals;
    }
    return Math.clamp(new BigDecimal(margin.get()).round(TWO_DIGITS).scale(), 0, MOST_DECIMALS);
  }

  /** The figure alone. */
  String number() {
    return fixed(value, supported());
  }

  /** Half the width of the interval, with {@code ±} before it; empty where there is none. */
  String plusMinus() {
    return margin.map(half -> "± " + fixed(half, supported())).orElse("");
  }

  /** The figure and half the width of its interval. */
  @Override
  public String toString() {
    return margin.isEmpty() ? number() : number() + " " + plusMinus();
  }

  /** The same in hundredths, as fractions of images are spoken of. */
  Quantity percent() {
    return new Quantity(100 * value, margin.map(half -> 100 * half), Math.max(0, decimals - 2));
  }

  /** With a true minus, and no minus before nothing. */
  static String fixed(double value, int decimals) {
    String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
    boolean nothing = text.chars().noneMatch(c -> c >= '1' && c <= '9');
    return text.replace("-", nothing ? "" : "−");
  }

  /** With its sign, also where it is a plus. */
  String signed() {
    String text = toString();
    return text.startsWith("−") || value == 0 ? text : "+" + text;
  }
}
