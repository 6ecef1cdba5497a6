package dev.carryover.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class Mnist5000Test {
  private static final ImageSize PIXEL = new ImageSize(1, 1);

  /** 7,000 examples, labels 0 to 9 in turn; the one pixel of example i is i. */
  private static final LabeledExamples NUMBERED = numbered(7_000, 10);

  @Test
  void fourThousandTrainAndOneThousandTestAndTheyAreDisjoint() {
    Split split = Mnist5000.of(dataSet(NUMBERED));
    int[] train = numbers(split.train());
    int[] test = numbers(split.test());
    assertThat(train).hasSize(4_000);
    assertThat(test).hasSize(1_000);
    assertThat(IntStream.concat(Arrays.stream(train), Arrays.stream(test)).sorted())
        .containsExactlyElementsOf(IntStream.range(0, 5_000).boxed().toList());
  }

  @Test
  void eachDigitHas400And100InTheOrderOfTheFileDigit0First() {
    Split split = Mnist5000.of(dataSet(NUMBERED));
    for (int digit = 0; digit < 10; digit++) {
      int[] train = Arrays.copyOfRange(numbers(split.train()), 400 * digit, 400 * (digit + 1));
      int[] test = Arrays.copyOfRange(numbers(split.test()), 100 * digit, 100 * (digit + 1));
      assertThat(train).isSorted();
      assertThat(test).isSorted();
      for (int i = 0; i < 100; i++) {
        assertThat(split.train().label(400 * digit + i)).isEqualTo(digit);
        assertThat(split.test().label(100 * digit + i)).isEqualTo(digit);
      }
    }
  }

  @Test
  void theTestOffsetsAreTheAuthors() {
    int[] ones = Arrays.copyOfRange(numbers(Mnist5000.of(dataSet(NUMBERED)).test()), 100, 200);
    int[] offsets = Arrays.stream(ones).map(number -> number / 10).toArray();
    assertThat(offsets).startsWith(0, 1, 3, 6, 7, 14, 38, 42).endsWith(488, 491, 496, 497, 499);
    assertThat(Arrays.stream(offsets).sum()).isEqualTo(25_094);
    assertThat(Arrays.stream(offsets).map(offset -> offset * offset).sum()).isEqualTo(8_344_440);
  }

  @Test
  void theDataSetsOwnTestExamplesComeWhole() {
    LabeledExamples own = numbered(30, 10);
    DataSet data = new DataSet("own", PIXEL, NUMBERED, Optional.of(own), "");
    assertThat(Mnist5000.of(data).fullTest()).containsSame(own);
    assertThat(Mnist5000.of(dataSet(NUMBERED)).fullTest()).isEmpty();
  }

  @Test
  void tooFewOfADigitAreRefused() {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> Mnist5000.of(dataSet(numbered(4_997, 10))))
        .withMessage(
            "numbered: expected at least 500 training examples of each of its 10 classes, found 499"
                + " of class 7");
  }

  @Test
  void anyNumberOfClassesIsSplitAlike() {
    Split split = Mnist5000.of(dataSet(numbered(13_000, 26)));
    assertThat(split.train().classes()).isEqualTo(26);
    assertThat(split.train().count()).isEqualTo(26 * 400);
    assertThat(split.test().count()).isEqualTo(26 * 100);
    assertThat(Arrays.stream(split.test().byLabel())).allMatch(letter -> letter.length == 100);
    assertThat(numbers(split.test())).startsWith(0, 26, 3 * 26, 6 * 26, 7 * 26);
    assertThat(split.imageSize()).isEqualTo(PIXEL);
  }

  @Test
  void oneClassIsRefused() {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> Mnist5000.of(dataSet(numbered(500, 1))))
        .withMessage("numbered: expected at least two classes, found one");
  }

  private static DataSet dataSet(LabeledExamples train) {
    return new DataSet("numbered", PIXEL, train, Optional.empty(), "");
  }

  private static LabeledExamples numbered(int count, int classes) {
    float[] values = new float[count];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      values[i] = i;
      labels[i] = i % classes;
    }
    return new LabeledExamples(new Examples(count, 1, values), labels, classes);
  }

  private static int[] numbers(LabeledExamples examples) {
    return IntStream.range(0, examples.count())
        .map(i -> (int) examples.images().value(i, 0))
        .toArray();
  }
}
