package dev.carryover.experiments.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carryover.data.DataException;
import dev.carryover.data.DataSet;
import dev.carryover.data.Examples;
import dev.carryover.data.ImageSize;
import dev.carryover.data.LabeledExamples;
import dev.carryover.data.synthetic.SyntheticDigits;
import dev.carryover.experiments.plan.DataSpec;
import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.SplitRule;
import dev.carryover.training.SeedSequence;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DataSetsTest {
  private static final DataSet DIGITS = SyntheticDigits.dataSet(5_000, 50, 1);
  private static final SeedSequence SEEDS = new SeedSequence(1);

  private static DataSpec spec(String set, SplitRule rule, double validation) {
    return new DataSpec(
        set,
        Optional.empty(),
        Optional.empty(),
        rule,
        Optional.empty(),
        Optional.empty(),
        1,
        validation);
  }

  private static DataSpec random(int train, int test, long seed) {
    return new DataSpec(
        "synthetic",
        Optional.empty(),
        Optional.empty(),
        SplitRule.RANDOM,
        Optional.of(train),
        Optional.of(test),
        seed,
        0);
  }

  private static DataSets divide(SplitRule rule, double validation, SeedSequence seeds) {
    return DataSets.of(spec("synthetic", rule, validation), DIGITS, seeds);
  }

  private static Set<String> rows(LabeledExamples examples) {
    Set<String> rows = new HashSet<>();
    for (int i = 0; i < examples.count(); i++) {
      rows.add(java.util.Arrays.toString(examples.images().row(i)));
    }
    return rows;
  }

  @Test
  void theAuthorsSplitTakes500OfEachClassAndKeepsTheTestFileBesideIt() {
    DataSets sets = divide(SplitRule.MNIST5000, 0, SEEDS);
    assertThat(sets.train().count()).isEqualTo(4_000);
    assertThat(sets.test().count()).isEqualTo(1_000);
    assertThat(sets.fullTest().orElseThrow().count()).isEqualTo(50);
    assertThat(sets.validation()).isEmpty();
  }

  @Test
  void theDataSetsOwnSplitTakesItsFilesWhole() {
    DataSets sets = divide(SplitRule.OWN, 0, SEEDS);
    assertThat(sets.train().count()).isEqualTo(5_000);
    assertThat(sets.test().count()).isEqualTo(50);
    assertThat(sets.fullTest()).isEmpty();
  }

  @Test
  void theSmallMnistTrainsOnTheFirstAndTestsOnTheLast() {
    float[] numbers = new float[62_010];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = i;
    }
    LabeledExamples all =
        new LabeledExamples(new Examples(numbers.length, 1, numbers), new int[numbers.length], 2);
    DataSet data =
        new DataSet(
            "numbers",
            new ImageSize(1, 1),
            all.select(IntStream.range(0, 62_000).toArray()),
            Optional.of(all.select(IntStream.range(62_000, 62_010).toArray())),
            "0".repeat(64));
    DataSets sets = DataSets.of(spec("numbers", SplitRule.MNIST_SMALL, 1 / 6.0), data, SEEDS);
    assertThat(sets.train().count()).isEqualTo(10_000);
    assertThat(sets.validation().orElseThrow().count()).isEqualTo(2_000);
    assertThat(rows(sets.train())).contains("[11999.0]").doesNotContain("[12000.0]");
    assertThat(sets.test().count()).isEqualTo(50_000);
    assertThat(sets.test().images().value(0, 0)).isEqualTo(12_010);
    assertThat(sets.test().images().value(49_999, 0)).isEqualTo(62_009);
    assertThatThrownBy(() -> divide(SplitRule.MNIST_SMALL, 0, SEEDS))
        .hasMessage(
            "synthetic: expected at least 12000 training examples and 62000 in all, as mnist-basic"
                + " has, found 5000 and 5050; a smaller set can be split by --set"
                + " data.split=everyFifth");
  }

  @Test
  void aRandomSplitDrawsWithoutRepetitionByItsOwnSeed() {
    DataSets sets = DataSets.of(random(300, 200, 1), DIGITS, SEEDS);
    assertThat(sets.train().count()).isEqualTo(300);
    assertThat(sets.test().count()).isEqualTo(200);
    assertThat(sets.fullTest()).isEmpty();
    assertThat(rows(sets.train())).hasSize(300).doesNotContainAnyElementsOf(rows(sets.test()));
    assertThat(rows(DataSets.of(random(300, 200, 1), DIGITS, new SeedSequence(2)).train()))
        .isEqualTo(rows(sets.train()));
    assertThat(rows(DataSets.of(random(300, 200, 2), DIGITS, SEEDS).train()))
        .isNotEqualTo(rows(sets.train()));
    assertThatThrownBy(() -> DataSets.of(random(5_000, 51, 1), DIGITS, SEEDS))
        .hasMessage(
            "data.train and data.test: expected no more than the 5050 examples of synthetic, found"
                + " 5000 + 51");
  }

  @Test
  void aRandomSplitNeedsItsCountsAndNoOtherHasThem() {
    assertThatThrownBy(() -> spec("synthetic", SplitRule.RANDOM, 0))
        .hasMessage("train: expected a number of examples, as split: random needs, found none");
    assertThatThrownBy(() -> random(300, 0, 1)).hasMessageContaining("test: expected a number");
    assertThatThrownBy(() ->
            new DataSpec(
                "synthetic",
                Optional.empty(),
                Optional.empty(),
                SplitRule.OWN,
                Optional.of(3),
                Optional.empty(),
                1,
                0))
        .hasMessage("train: expected it with split: random, found another split");
  }

  @Test
  void ofASmallSetEveryFifthOfEachClassIsTested() {
    DataSets sets = divide(SplitRule.EVERY_FIFTH, 0, SEEDS);
    assertThat(sets.train().count()).isEqualTo(4_000);
    assertThat(sets.test().count()).isEqualTo(1_000);
    assertThat(sets.fullTest().orElseThrow().count()).isEqualTo(50);
    assertThat(rows(sets.train())).doesNotContainAnyElementsOf(rows(sets.test()));
  }

  @Test
  void aSetThatIsTooSmallForTheAuthorsSplitIsToldWhichOneServes() {
    DataSet small = SyntheticDigits.dataSet(20, 10, 1);
    DataSpec spec = spec("synthetic", SplitRule.MNIST5000, 0);
    assertThatThrownBy(() -> DataSets.of(spec, small, SEEDS))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("expected at least 500 training examples")
        .hasMessageEndingWith("; a smaller set can be split by --set data.split=everyFifth");
  }

  @Test
  void validationExamplesAreHeldBackFromTraining() {
    DataSets sets = divide(SplitRule.MNIST5000, 0.2, SEEDS);
    LabeledExamples validation = sets.validation().orElseThrow();
    assertThat(validation.count()).isEqualTo(800);
    assertThat(sets.train().count()).isEqualTo(3_200);
    Set<String> all = rows(divide(SplitRule.MNIST5000, 0, SEEDS).train());
    Set<String> both = rows(sets.train());
    assertThat(both).doesNotContainAnyElementsOf(rows(validation));
    both.addAll(rows(validation));
    assertThat(both).isEqualTo(all);
  }

  @Test
  void theSameSeedHoldsBackTheSameExamplesAndAnotherOthers() {
    Set<String> once = rows(divide(SplitRule.MNIST5000, 0.1, SEEDS).validation().orElseThrow());
    assertThat(rows(divide(SplitRule.MNIST5000, 0.1, SEEDS).validation().orElseThrow()))
        .isEqualTo(once);
    assertThat(
            rows(divide(SplitRule.MNIST5000, 0.1, new SeedSequence(2)).validation().orElseThrow()))
        .isNotEqualTo(once);
  }

  @Test
  void aShareThatLeavesNothingToTrainOnIsRefused() {
    assertThatThrownBy(() -> divide(SplitRule.MNIST5000, 0.99999, SEEDS))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("data.validation: expected a share that leaves training examples");
  }

  @Test
  void experimentsThatDrawNothingFromTheirSeedShareOneDivision() {
    Divisions digits = new Divisions(DIGITS);
    Experiment one = TinyExperiments.paper("published", 1, 1);
    Experiment other = one.withSeed(4);
    assertThat(digits.of(one)).isSameAs(digits.of(other));
    assertThat(digits.of(validated(one))).isNotEqualTo(digits.of(validated(other)));
    assertThat(digits.of(validated(one))).isNotEqualTo(digits.of(one));
  }

  private static Experiment validated(Experiment experiment) {
    return experiment.withData(spec("synthetic", SplitRule.MNIST5000, 0.1));
  }
}
