package dev.carryover.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carryover.data.DataException;
import dev.carryover.data.DataSet;
import dev.carryover.data.Examples;
import dev.carryover.data.ImageSize;
import dev.carryover.data.LabeledExamples;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MnistVariationTest {
  private static final ImageSize SQUARE = new ImageSize(9, 9);

  /** A bar from the centre to the right edge. */
  private static byte[] bar() {
    byte[] bar = new byte[81];
    Arrays.fill(bar, 40, 45, (byte) 200);
    return bar;
  }

  private static int unsigned(byte value) {
    return Byte.toUnsignedInt(value);
  }

  @Test
  void aTurnedDigitKeepsItsCentreAndPointsEveryWay() {
    int[] quarters = new int[4];
    for (int seed = 0; seed < 400; seed++) {
      byte[] turned = MnistVariation.ROTATED.image(bar(), SQUARE, new SplittableRandom(seed));
      assertThat(unsigned(turned[40])).isEqualTo(200);
      double x = 0;
      double y = 0;
      for (int p = 0; p < turned.length; p++) {
        x += unsigned(turned[p]) * (p % 9 - 4);
        y += unsigned(turned[p]) * (p / 9 - 4);
      }
      quarters[(x >= 0 ? 0 : 1) + (y >= 0 ? 0 : 2)]++;
      // The bar's moment, 200·(1 + 2 + 3 + 4) where it lies along the pixels, is about that at
      // every
      // angle; sampled between them it is not quite.
      assertThat(Math.hypot(x, y)).isBetween(1_500.0, 2_500.0);
    }
    assertThat(Arrays.stream(quarters)).allMatch(count -> count > 70 && count < 130);
  }

  @Test
  void aRandomBackgroundLeavesTheInkAndFillsWhatIsBlack() {
    long sum = 0;
    int[] seen = new int[256];
    for (int seed = 0; seed < 1_000; seed++) {
      byte[] filled =
          MnistVariation.RANDOM_BACKGROUND.image(bar(), SQUARE, new SplittableRandom(seed));
      for (int p = 0; p < filled.length; p++) {
        if (p >= 40 && p < 45) {
          assertThat(unsigned(filled[p])).isEqualTo(200);
        } else {
          sum += unsigned(filled[p]);
          seen[unsigned(filled[p])]++;
        }
      }
    }
    // Of 76,000 uniform values the mean's standard deviation is 74 / 276 = 0.27.
    assertThat(sum / 76_000.0).isBetween(126.2, 128.8);
    assertThat(Arrays.stream(seen)).allMatch(count -> count > 200 && count < 400);
  }

  @Test
  void theSetHas12000And50000ImagesAndIsAlwaysTheSame() {
    DataSet source = set(62_000, 5);
    DataSet basic = MnistVariation.BASIC.of(source);
    DataSet random = MnistVariation.RANDOM_BACKGROUND.of(source);
    assertThat(random.name()).isEqualTo("mnist-bg-rand");
    assertThat(random.train().count()).isEqualTo(12_000);
    assertThat(random.test().orElseThrow().count()).isEqualTo(50_000);
    assertThat(random.train().labels()).isEqualTo(basic.train().labels());
    assertThat(basic.train().images().value(7, 0)).isEqualTo(source.train().images().value(7, 0));
    assertThat(random.sha256())
        .isEqualTo(MnistVariation.RANDOM_BACKGROUND.of(source).sha256())
        .isNotEqualTo(basic.sha256());
  }

  @Test
  void tooFewImagesAreRefused() {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> MnistVariation.ROTATED.of(set(61_990, 5)))
        .withMessage(
            "numbers: expected at least 12000 training examples and 62000 in all, as mnist-basic"
                + " has, found 61990 and 61995");
  }

  private static DataSet set(int train, int test) {
    return new DataSet(
        "numbers",
        new ImageSize(1, 1),
        examples(train),
        Optional.of(examples(test)),
        "0".repeat(64));
  }

  private static LabeledExamples examples(int count) {
    float[] values = new float[count];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      values[i] = i % 3 == 0 ? 0 : (i % 256) / 255f;
      labels[i] = i % 10;
    }
    return new LabeledExamples(new Examples(count, 1, values), labels, 10);
  }
}
