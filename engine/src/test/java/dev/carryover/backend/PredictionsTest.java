package dev.carryover.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PredictionsTest {
  private static final Predictions TWO_OF_THREE_BY_TWO =
      new Predictions(2, 3, 2, new float[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11});

  @Test
  void aValueIsFoundByReplicaExampleAndOutput() {
    assertThat(TWO_OF_THREE_BY_TWO.value(0, 0, 1)).isEqualTo(1);
    assertThat(TWO_OF_THREE_BY_TWO.value(1, 2, 0)).isEqualTo(10);
    assertThat(TWO_OF_THREE_BY_TWO.offset(1, 0)).isEqualTo(6);
  }

  @Test
  void whatIsNotThereIsRefused() {
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> TWO_OF_THREE_BY_TWO.value(2, 0, 0));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> TWO_OF_THREE_BY_TWO.value(0, 3, 0));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> TWO_OF_THREE_BY_TWO.value(0, 0, 2));
  }

  @Test
  void anArrayOfAnotherLengthIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Predictions(2, 3, 2, new float[11]))
        .withMessage("2 replicas' 2 outputs for 3 examples cannot lie in 11 values");
  }

  @Test
  void moreThanAnArrayHoldsAreRefusedWithWhatHelps() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Predictions.allocate(512, 60_000, 784))
        .withMessage(
            "512 replicas' 784 outputs for 60000 examples are more than one array holds; predict"
                + " fewer examples at a time");
  }

  @Test
  void aRowIsACopy() {
    float[] row = TWO_OF_THREE_BY_TWO.row(1, 1);
    assertThat(row).containsExactly(8, 9);
    row[0] = -1;
    assertThat(TWO_OF_THREE_BY_TWO.value(1, 1, 0)).isEqualTo(8);
  }

  @Test
  void theLargestOutputIsTheLabelAndOfEqualOnesTheFirst() {
    float nan = Float.NaN;
    float least = Float.NEGATIVE_INFINITY;
    Predictions predictions =
        new Predictions(
            1,
            5,
            3,
            new float[] {1, 3, 2, 2, 0, 2, nan, -5, nan, nan, nan, nan, nan, least, least});
    assertThat(IntStream.range(0, 5).map(i -> predictions.label(0, i)))
        .containsExactly(1, 0, 1, -1, 1);
  }

  @Test
  void accuracyIsTheShareOfRightLabelsOfEachReplica() {
    Predictions predictions =
        new Predictions(2, 2, 2, new float[] {0, 1, 1, 0, 0, 1, Float.NaN, Float.NaN});
    assertThat(predictions.accuracy(1, 0)).containsExactly(1, 0.5);
    assertThat(predictions.accuracy(0, 0)).containsExactly(0.5, 0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> predictions.accuracy(1))
        .withMessage("predictions of 2 examples are compared with as many labels, found 1");
  }
}
