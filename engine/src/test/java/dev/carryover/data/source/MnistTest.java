package dev.carryover.data.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carryover.data.DataSet;
import dev.carryover.data.ImageSize;
import dev.carryover.data.LabeledExamples;
import dev.carryover.data.Mnist5000;
import dev.carryover.data.Split;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The real files, where they are at hand. */
@EnabledIfEnvironmentVariable(named = "CARRYOVER_DATA", matches = ".+")
class MnistTest {
  private static final Path FOLDER =
      Path.of(System.getenv().getOrDefault("CARRYOVER_DATA", ""), "mnist");
  private static DataSet mnist;

  @BeforeAll
  static void load() {
    mnist = KnownDataSets.MNIST.load(FOLDER);
  }

  @Test
  void allFourChecksumsAreRight() {
    assertThat(KnownDataSets.MNIST.check(FOLDER))
        .hasSize(4)
        .allMatch(check -> check.state() == FileCheck.State.RIGHT);
  }

  @Test
  void itHas60000TrainingAnd10000TestImagesOf784Pixels() {
    assertThat(mnist.train().count()).isEqualTo(60_000);
    assertThat(mnist.test().orElseThrow().count()).isEqualTo(10_000);
    assertThat(mnist.imageSize()).isEqualTo(new ImageSize(28, 28));
    assertThat(mnist.train().images().features()).isEqualTo(784);
    assertThat(Arrays.copyOf(mnist.train().labels(), 10))
        .containsExactly(5, 0, 4, 1, 9, 2, 1, 3, 1, 4);
    assertThat(Arrays.stream(mnist.train().byLabel()).mapToInt(digit -> digit.length))
        .containsExactly(5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949);
  }

  @Test
  void itsMeanPixelIsTheKnownOne() {
    double sum = 0;
    for (int i = 0; i < mnist.train().count(); i++) {
      for (float pixel : mnist.train().images().row(i)) {
        sum += pixel;
      }
    }
    assertThat(sum / (60_000 * 784)).isBetween(0.13065, 0.13067);
  }

  @Test
  void mnist5000IsBalancedAndItsTrainingAndTestImagesAreDisjoint() {
    Split split = Mnist5000.of(mnist);
    assertThat(Arrays.stream(split.train().byLabel())).allMatch(digit -> digit.length == 400);
    assertThat(Arrays.stream(split.test().byLabel())).allMatch(digit -> digit.length == 100);
    assertThat(split.fullTest()).isEqualTo(mnist.test());
    Set<String> train = pictures(split.train());
    Set<String> test = pictures(split.test());
    assertThat(train).hasSize(4_000);
    assertThat(test).hasSize(1_000).doesNotContainAnyElementsOf(train);
  }

  /** Made on one machine, it must come out alike on all. */
  @Test
  void theTurnedDigitsAreTheSameEverywhere() {
    assertThat(MnistVariation.ROTATED.of(mnist).sha256())
        .isEqualTo("54728079a4d4170f109fafdfb756dd28bbee518e4f5fe0844ec110d756c449dd");
  }

  private static Set<String> pictures(LabeledExamples examples) {
    Set<String> pictures = new HashSet<>();
    for (int i = 0; i < examples.count(); i++) {
      pictures.add(Arrays.toString(examples.images().row(i)));
    }
    return pictures;
  }
}
