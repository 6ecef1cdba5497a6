package dev.carryover.data.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.carryover.data.DataSet;
import dev.carryover.data.Examples;
import dev.carryover.data.LabeledExamples;
import dev.carryover.data.Mnist5000;
import dev.carryover.data.Split;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SyntheticDigitsTest {

  @Test
  void theSameSeedGivesTheSameBitsOnEveryMachine() {
    assertThat(SyntheticDigits.dataSet(500, 500, 42).sha256())
        .isEqualTo("a32e23f6b858c60bd3b5b4426dd52700c7f3e8b803bf1c64898bcf5e730b887b");
  }

  @Test
  void anotherSeedGivesOtherDigits() {
    Examples one = SyntheticDigits.draw(10, 1).images();
    Examples two = SyntheticDigits.draw(10, 2).images();
    for (int i = 0; i < 10; i++) {
      assertThat(one.row(i)).isNotEqualTo(two.row(i));
    }
  }

  @Test
  void aDigitDoesNotDependOnHowManyAreDrawn() {
    Examples few = SyntheticDigits.draw(7, 5).images();
    Examples many = SyntheticDigits.draw(70, 5).images();
    for (int i = 0; i < 7; i++) {
      assertThat(few.row(i)).isEqualTo(many.row(i));
    }
  }

  @Test
  void trainingAndTestDigitsAreOneSequenceAfterTheOther() {
    DataSet data = SyntheticDigits.dataSet(13, 6, 5);
    LabeledExamples all = SyntheticDigits.draw(19, 5);
    LabeledExamples test = data.test().orElseThrow();
    assertThat(data.train().count()).isEqualTo(13);
    for (int i = 0; i < 6; i++) {
      assertThat(test.images().row(i)).isEqualTo(all.images().row(13 + i));
      assertThat(test.label(i)).isEqualTo(all.label(13 + i)).isEqualTo((13 + i) % 10);
    }
  }

  @Test
  void everyDigitLooksLikeMnistsInInkAndPlace() {
    LabeledExamples digits = SyntheticDigits.draw(1_000, 9);
    double sum = 0;
    for (int i = 0; i < digits.count(); i++) {
      float[] picture = digits.images().row(i);
      double ink = 0;
      double x = 0;
      double y = 0;
      for (int p = 0; p < picture.length; p++) {
        assertThat(picture[p]).isBetween(0f, 1f);
        int row = p / 28;
        int column = p % 28;
        ink += picture[p];
        x += picture[p] * (column + 0.5);
        y += picture[p] * (row + 0.5);
      }
      assertThat(x / ink).as("centre of digit %d", i).isBetween(12.5, 15.5);
      assertThat(y / ink).as("centre of digit %d", i).isBetween(12.5, 15.5);
      assertThat(ink).as("ink of digit %d", i).isBetween(15.0, 350.0);
      sum += ink;
    }
    assertThat(sum / (1_000 * 784)).isBetween(0.08, 0.18); // MNIST: 0.13
  }

  @Test
  @Timeout(10)
  void fiveThousandTakeWellUnderTwoSeconds() {
    long start = System.nanoTime();
    assertThat(SyntheticDigits.draw(5_000, 1).count()).isEqualTo(5_000);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
  }

  /**
   * Hard enough to tell methods apart, easy enough to be worth it. Two seeds each for digits and
   * network; 0.1 is a learning rate at which 20 epochs suffice.
   */
  @Test
  void aSmallNetworkTrainedOn4000ErrsBetween1And10PercentOn1000() {
    for (int seed = 1; seed <= 2; seed++) {
      Split split = Mnist5000.of(SyntheticDigits.dataSet(5_000, 10, seed));
      SmallClassifier classifier = new SmallClassifier(split.train(), seed);
      classifier.train(split.train(), 20, 0.1f, seed);
      assertThat(classifier.error(split.train())).isLessThan(0.02);
      assertThat(classifier.error(split.test())).isBetween(0.01, 0.10);
    }
  }

  @Test
  void noneOrFewerAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> SyntheticDigits.draw(0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> SyntheticDigits.draw(-1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> SyntheticDigits.dataSet(10, 0, 1));
  }
}
