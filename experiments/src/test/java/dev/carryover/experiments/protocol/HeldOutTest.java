package dev.carryover.experiments.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.carryover.backend.TrainingState;
import dev.carryover.data.Examples;
import dev.carryover.data.LabeledExamples;
import dev.carryover.data.Split;
import dev.carryover.experiments.evaluation.Metric;
import dev.carryover.experiments.evaluation.Scores;
import dev.carryover.experiments.protocol.HeldOut.DigitError;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HeldOutTest {
  private static final Split SPLIT = TinyDigits.split();

  private final RecordedRun recorded = new RecordedRun();

  /** The same split, but every training image of digits 5-9 is black. */
  private static Split blackened() {
    LabeledExamples train = SPLIT.train();
    float[] pixels = new float[train.count() * TinyDigits.PIXELS];
    train.images().copyTo(0, train.count(), pixels, 0);
    for (int i = 0; i < train.count(); i++) {
      if (train.label(i) >= 5) {
        Arrays.fill(pixels, i * TinyDigits.PIXELS, (i + 1) * TinyDigits.PIXELS, 0);
      }
    }
    Examples images = new Examples(train.count(), TinyDigits.PIXELS, pixels);
    return new Split(
        SPLIT.imageSize(),
        new LabeledExamples(images, train.labels(), 10),
        SPLIT.test(),
        Optional.empty());
  }

  private static TrainingState zeros(int replicas) {
    int size = Networks.autoencoder(TinyDigits.PIXELS).parameters().size();
    return new TrainingState(new double[replicas * size], List.of(new double[replicas * size]), 0);
  }

  private static Scores scores(Map<String, Scores> bySet, String set) {
    return Objects.requireNonNull(bySet.get(set), set);
  }

  @ParameterizedTest
  @EnumSource
  void itTrainsOnDigits0To4Alone(Protocol protocol) {
    Trained trained = HeldOut.train(TinyDigits.setup(SPLIT, 2, 3, recorded), protocol);
    assertThat(recorded.starts)
        .containsExactly(
            new RecordedRun.Start(
                new Observer.Stage(protocol, Run.HELDOUT), 3, 2, TinyDigits.TRAIN / 2));
    Trained other = HeldOut.train(TinyDigits.setup(blackened(), 2, 3, recorded), protocol);
    assertThat(other.state().parameters()).containsExactly(trained.state().parameters());
    assertThat(
            Pretraining.run(TinyDigits.setup(blackened(), 2, 3, recorded), protocol)
                .state()
                .parameters())
        .isNotEqualTo(
            Pretraining.run(TinyDigits.setup(SPLIT, 2, 3, recorded), protocol)
                .state()
                .parameters());
  }

  @Test
  void everyDigitHasItsMeanErrorAndItsDeviationOverItsImages() {
    // With all parameters zero every output is 0.5, so errors can be worked out from the images.
    List<DigitError> errors =
        HeldOut.errors(TinyDigits.setup(SPLIT, 2, 1, recorded), Protocol.CORRECTED, zeros(2));
    assertThat(errors).extracting(DigitError::digit).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    LabeledExamples test = SPLIT.test();
    for (DigitError digit : errors) {
      double[] images =
          IntStream.range(0, test.count())
              .filter(i -> test.label(i) == digit.digit())
              .mapToDouble(i -> {
                double sum = 0;
                for (float pixel : test.images().row(i)) {
                  sum += (0.5 - pixel) * (0.5 - pixel);
                }
                return sum / TinyDigits.PIXELS;
              })
              .toArray();
      double mean = Arrays.stream(images).sum() / images.length;
      double variance =
          Arrays.stream(images).map(e -> (e - mean) * (e - mean)).sum() / images.length;
      assertThat(digit.mean().mean()).isCloseTo(mean, within(1e-12));
      assertThat(digit.sd().mean()).isCloseTo(Math.sqrt(variance), within(1e-12));
      assertThat(digit.mean().replicas()).hasSize(2);
    }
  }

  @Test
  void thePublishedProtocolSnapsReconstructions() {
    TrainingState bright = zeros(1);
    int size = bright.parameters().length;
    // An output bias of ln 4 makes every output 0.8, which is snapped to 1.
    Arrays.fill(bright.parameters(), size - TinyDigits.PIXELS, size, Math.log(4));
    Setup setup = TinyDigits.setup(SPLIT, 1, 1, recorded);
    double snapped = HeldOut.errors(setup, Protocol.PUBLISHED, bright).get(3).mean().mean();
    double raw = HeldOut.errors(setup, Protocol.CORRECTED, bright).get(3).mean().mean();
    double expectedSnapped = 0;
    double expectedRaw = 0;
    for (int i = 3; i < TinyDigits.TEST; i += 10) {
      for (float pixel : SPLIT.test().images().row(i)) {
        expectedSnapped += (1 - pixel) * (1 - pixel) / 18.0;
        expectedRaw += (0.8 - pixel) * (0.8 - pixel) / 18.0;
      }
    }
    assertThat(snapped).isCloseTo(expectedSnapped, within(1e-6));
    assertThat(raw).isCloseTo(expectedRaw, within(1e-6));
  }

  @Test
  void anAutoencoderHasSquaredErrorsAndNoConfusion() {
    Trained trained = Pretraining.run(TinyDigits.setup(SPLIT, 1, 12, recorded), Protocol.PUBLISHED);
    assertThat(trained.confusion()).isEmpty();
    assertThat(trained.finalScores()).containsOnlyKeys("train", "test");
    assertThat(scores(trained.finalScores(), "test").values())
        .containsOnlyKeys(Metric.SQUARED_ERROR, Metric.SQUARED_ERROR_SNAPPED);
    assertThat(recorded.records)
        .extracting(RecordedRun.Entry::epochsDone)
        .containsExactly(0, 1, 11);
    assertThat(recorded.epochs).hasSize(12);
    // The final scores are the last record's, not the last epoch's.
    assertThat(trained.finalScores()).isEqualTo(recorded.records.getLast().scores());
    assertThat(trained.initialScores()).isEqualTo(recorded.records.getFirst().scores());
    assertThat(scores(trained.finalScores(), "train").value(Metric.SQUARED_ERROR, 0))
        .isLessThan(scores(trained.initialScores(), "train").value(Metric.SQUARED_ERROR, 0));
  }

  @Test
  void nothingToTrainIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TinyDigits.setup(SPLIT, 0, 1, recorded))
        .withMessage("expected at least 1 replica and 1 epoch, found 0 and 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TinyDigits.setup(SPLIT, 1, 0, recorded))
        .withMessage("expected at least 1 replica and 1 epoch, found 1 and 0");
  }
}
