package dev.carryover.experiments.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class IntervalTest {
  @Test
  void itContainsItsEndsAndNothingBeyond() {
    Interval interval = new Interval(0.1, 0.4);
    assertThat(interval.contains(0.1)).isTrue();
    assertThat(interval.contains(0.4)).isTrue();
    assertThat(interval.contains(Math.nextDown(0.1))).isFalse();
    assertThat(interval.contains(Math.nextUp(0.4))).isFalse();
    assertThat(interval.contains(Double.NaN)).isFalse();
  }

  @Test
  void itCanBeWidenedAndClipped() {
    assertThat(Interval.around(3, 1)).isEqualTo(new Interval(2, 4));
    assertThat(new Interval(2, 5).halfWidth()).isEqualTo(1.5);
    assertThat(new Interval(2, 4).widened(0.5)).isEqualTo(new Interval(1.5, 4.5));
    Interval wide = new Interval(-3, 3);
    assertThat(Range.REAL.clip(wide)).isEqualTo(wide);
    assertThat(Range.NONNEGATIVE.clip(wide)).isEqualTo(new Interval(0, 3));
    assertThat(Range.FRACTION.clip(wide)).isEqualTo(new Interval(0, 1));
    assertThat(Range.FRACTION_DIFFERENCE.clip(wide)).isEqualTo(new Interval(-1, 1));
  }

  @Test
  void onlyFiniteValuesInARangeAreAdmitted() {
    assertThat(Range.FRACTION.admits(1)).isTrue();
    assertThat(Range.FRACTION.admits(1.01)).isFalse();
    assertThat(Range.NONNEGATIVE.admits(-0.01)).isFalse();
    assertThat(Range.REAL.admits(Double.NaN)).isFalse();
    assertThat(Range.REAL.admits(Double.POSITIVE_INFINITY)).isFalse();
  }

  @Test
  void endsOutOfOrderAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Interval(2, 1))
        .withMessage("expected two finite ends in order, found 2.0 and 1.0");
    assertThatIllegalArgumentException().isThrownBy(() -> new Interval(Double.NaN, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Interval(0, Double.POSITIVE_INFINITY));
  }
}
