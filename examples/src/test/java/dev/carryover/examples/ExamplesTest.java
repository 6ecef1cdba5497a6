package dev.carryover.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carryover.backend.Backends;
import dev.carryover.data.DataSet;
import dev.carryover.data.Examples;
import dev.carryover.data.LabeledExamples;
import dev.carryover.data.synthetic.SyntheticDigits;
import dev.carryover.examples.EightReplicas.Estimate;
import dev.carryover.weights.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples run and do what they say. */
class ExamplesTest {
  private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  private static final DataSet DIGITS = SyntheticDigits.dataSet(600, 400, 3);
  private static final LabeledExamples TRAIN = DIGITS.train();
  private static final LabeledExamples TEST = DIGITS.test().orElseThrow();

  private static double mean(double... values) {
    return DoubleStream.of(values).average().orElseThrow();
  }

  @Test
  void aClassifierLearnsDigitsFromArrays() {
    double accuracy =
        TrainClassifier.accuracy(
            TrainClassifier.pixels(TRAIN.images()),
            TRAIN.labels(),
            TrainClassifier.pixels(TEST.images()),
            TEST.labels());
    assertThat(accuracy).isBetween(0.7, 1.0);
  }

  @Test
  void replicasDifferInTheirSeedsAndAreSummedUp() {
    double[] accuracies = EightReplicas.accuracies(TRAIN, TEST, 3);
    assertThat(accuracies).hasSize(8);
    assertThat(DoubleStream.of(accuracies).distinct().count()).isGreaterThan(1);
    assertThat(Estimate.of(accuracies).mean()).isBetween(0.4, 1.0);
  }

  /** 1 to 8 have mean 4.5 and variance 6, so that the margin is 2.3646·√(6/8). */
  @Test
  void anEstimateIsAMeanAndItsInterval() {
    Estimate estimate = Estimate.of(1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(estimate.mean()).isCloseTo(4.5, Offset.offset(1e-12));
    assertThat(estimate.margin()).isCloseTo(2.0478, Offset.offset(1e-4));
  }

  @Test
  void encodersAreCarriedOverThroughAFile(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("autoencoders.safetensors");
    PretrainAndTransfer.pretrain(TRAIN.images(), 3, file);
    assertThat(Safetensors.read(file).getFirst().shape()).isEqualTo(List.of(5, 64, 784));
    LabeledExamples few = TRAIN.select(IntStream.range(0, 100).toArray());
    Examples images = TEST.images();
    double[] accuracy = PretrainAndTransfer.transfer(file, few, images, 30).accuracy(TEST.labels());
    assertThat(accuracy).hasSize(5);
    assertThat(mean(accuracy)).isBetween(0.4, 1.0);
  }

  @Test
  void theBackendOfOnesOwnIsFoundByItsName() {
    assertThat(Backends.require("loops").device().name()).isEqualTo("one thread");
  }

  @ParameterizedTest
  @CsvSource({
    "../README.md, src/main/java/dev/carryover/examples/TrainClassifier.java",
    "../docs/library.md, src/test/java/dev/carryover/examples/LoopsConformanceTest.java"
  })
  void theJavaOfAPageIsThatOfAProgramHere(Path page, Path program) throws IOException {
    Matcher block = BLOCK.matcher(Files.readString(page));
    assertThat(block.find()).as(page + " has a block of Java").isTrue();
    assertThat(unindented(Files.readString(program))).contains(unindented(block.group(1)));
  }

  private static String unindented(String text) {
    return text.replaceAll("(?m)^ +", "");
  }
}
