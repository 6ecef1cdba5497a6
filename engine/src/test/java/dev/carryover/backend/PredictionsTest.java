package dev.carryover.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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
}
