package dev.carryover.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorruptionTest {
  private static final int STEPS = 6;
  private static final int PLACES = 33;
  private static final int FEATURES = 100;

  private interface Draw {
    boolean masks(int step, int place, int feature);
  }

  private static double share(Draw draw) {
    int masked = 0;
    for (int step = 0; step < STEPS; step++) {
      for (int place = 0; place < PLACES; place++) {
        for (int feature = 0; feature < FEATURES; feature++) {
          masked += draw.masks(step, place, feature) ? 1 : 0;
        }
      }
    }
    return masked / (double) (STEPS * PLACES * FEATURES);
  }

  private static double fourErrors(double probability) {
    return 4 * Math.sqrt(probability * (1 - probability) / (STEPS * PLACES * FEATURES));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.1, 0.25, 0.5, 0.9, 0.999})
  void asManyInputsAreMaskedAsTheFractionSays(double fraction) {
    Corruption corruption = new Corruption(fraction, 42);
    assertThat(share(corruption::masks)).isCloseTo(fraction, within(fourErrors(fraction)));
  }

  /** Two draws of a half agree half of the time if they have nothing to do with each other. */
  @Test
  void everyStepPlaceFeatureAndSeedIsADrawOfItsOwn() {
    Corruption corruption = new Corruption(0.5, 42);
    Corruption other = new Corruption(0.5, 43);
    Corruption high = new Corruption(0.5, 42 + (1L << 32));
    for (Draw neighbour :
        new Draw[] {
          (s, p, f) -> corruption.masks(s + 1, p, f),
          (s, p, f) -> corruption.masks(s + (1L << 32), p, f),
          (s, p, f) -> corruption.masks(s, p + 1, f),
          (s, p, f) -> corruption.masks(s, p + 4, f),
          (s, p, f) -> corruption.masks(s, p, f + 1),
          other::masks,
          high::masks
        }) {
      double agreement = share((s, p, f) -> corruption.masks(s, p, f) == neighbour.masks(s, p, f));
      assertThat(agreement).isCloseTo(0.5, within(fourErrors(0.5)));
    }
  }

  @Test
  void aMaskIsAWordOfABlockBelowTheFraction() {
    Corruption corruption = new Corruption(0.25, 0x89ABCDEF_01234567L);
    long step = 0x00000003_00000005L;
    int[] key = {0x01234567, 0x89ABCDEF, 0, 0};
    for (int place = 0; place < 9; place++) {
      for (int feature = 0; feature < 50; feature++) {
        int word = Threefry.block(key, new int[] {feature, place / 4, 5, 3})[place % 4];
        assertThat(corruption.masks(step, place, feature))
            .isEqualTo((word & 0xFFFFFFFFL) < (1L << 30));
      }
    }
  }

  @Test
  void noFractionMasksNothingAndMoreMasksTheSameAndMore() {
    Corruption half = new Corruption(0.5, 1);
    assertThat(Corruption.NONE.isNone()).isTrue();
    assertThat(half.isNone()).isFalse();
    assertThat(share(new Corruption(0, 1)::masks)).isZero();
    Corruption more = new Corruption(0.6, 1);
    assertThat(share((s, p, f) -> half.masks(s, p, f) && !more.masks(s, p, f))).isZero();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, 1.5, Double.NaN})
  void whatIsNoFractionIsRefused(double fraction) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Corruption(fraction, 0))
        .withMessage("a corruption fraction must be in [0, 1), found " + fraction);
  }
}
