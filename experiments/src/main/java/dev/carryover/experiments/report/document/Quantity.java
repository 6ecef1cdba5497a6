package dev.carryover.experiments.report.document;

import dev.carryover.experiments.statistics.Summary;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;

/**
 * A measured figure with what is known of its precision, rounded to what that supports: the width
 * of its interval to two significant digits, the figure itself to as many decimals. An interval
 * that reaches as far up as down stands as {@code ±}, another as {@code +} and {@code −}.
 *
 * @param value the figure
 * @param interval its 95% interval; absent where there is none
 * @param decimals where there is no interval, or one of no width
 */
public record Quantity(double value, Optional<Interval> interval, int decimals) {
  private static final MathContext TWO_DIGITS = new MathContext(2, RoundingMode.HALF_UP);
  private static final int MOST_DECIMALS = 6;

  /** From this difference of the two sides on, relative to the longer, both are written. */
  private static final double LOPSIDED = 0.1;

  /**
   * How far an interval reaches.
   *
   * @param below from the figure down to its low end
   * @param above from the figure up to its high end
   */
  public record Interval(double below, double above) {
    double longer() {
      return Math.max(below, above);
    }

    boolean isEven() {
      return Math.abs(above - below) <= LOPSIDED * longer();
    }

    /** The same about the figure with the other sign. */
    Interval mirrored() {
      return new Interval(/* below= */ above, /* above= */ below);
    }

    Interval times(double factor) {
      return new Interval(factor * below, factor * above);
    }
  }

  /** A mean over replicas with the interval of the mean, where it has one. */
  public static Quantity of(Summary summary, int decimals) {
    double mean = summary.mean();
    return new Quantity(
        mean,
        summary.low().map(low -> new Interval(mean - low, summary.high().orElseThrow() - mean)),
        decimals);
  }

  /** A figure with an interval of the given half width. */
  public static Quantity within(double value, double margin, int decimals) {
    return new Quantity(value, Optional.of(new Interval(margin, margin)), decimals);
  }

  /** A figure that is given with so many decimals. */
  public static Quantity given(double value, int decimals) {
    return new Quantity(value, Optional.empty(), decimals);
  }

  /** How many decimals are supported. */
  int supported() {
    double margin = interval.map(Interval::longer).orElse(0.0);
    if (!(margin > 0)) {
      return decimals;
    }
    return Math.clamp(new BigDecimal(margin).round(TWO_DIGITS).scale(), 0, MOST_DECIMALS);
  }

  /** The figure alone. */
  public String number() {
    return fixed(value, supported());
  }

  /** How far the interval reaches, as {@code ± 0.012}; empty where there is none. */
  public String plusMinus() {
    return interval
        .map(reach ->
            reach.isEven()
                ? "± " + fixed(reach.longer(), supported())
                : "+%s −%s"
                    .formatted(
                        fixed(reach.above(), supported()), fixed(reach.below(), supported())))
        .orElse("");
  }

  /** The figure and its interval. */
  @Override
  public String toString() {
    return interval.isEmpty() ? number() : number() + " " + plusMinus();
  }

  /** The same in hundredths, as fractions of images are spoken of. */
  public Quantity percent() {
    return new Quantity(
        100 * value, interval.map(reach -> reach.times(100)), Math.max(0, decimals - 2));
  }

  /** The same without its sign. */
  public Quantity magnitude() {
    return value >= 0 ? this : new Quantity(-value, interval.map(Interval::mirrored), decimals);
  }

  /** With a true minus, and no minus before nothing. */
  public static String fixed(double value, int decimals) {
    String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
    boolean nothing = text.chars().noneMatch(c -> c >= '1' && c <= '9');
    return text.replace("-", nothing ? "" : "−");
  }

  /** With its sign, also where it is a plus. */
  public String signed() {
    String text = toString();
    return text.startsWith("−") || value == 0 ? text : "+" + text;
  }
}
