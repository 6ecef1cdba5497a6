package dev.carryover.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class LabeledExamplesTest {
  private static final LabeledExamples FOUR =
      new LabeledExamples(
          new Examples(4, 2, new float[] {0, 1, 2, 3, 4, 5, 6, 7}), new int[] {2, 0, 2, 1}, 4);

  @Test
  void labelsStandBesideTheirImages() {
    assertThat(FOUR.count()).isEqualTo(4);
    assertThat(FOUR.classes()).isEqualTo(4);
    assertThat(FOUR.label(3)).isEqualTo(1);
    assertThat(FOUR.labels()).containsExactly(2, 0, 2, 1);
  }

  @Test
  void theLabelsGivenAndTakenAreCopies() {
    int[] given = {0};
    LabeledExamples one = new LabeledExamples(new Examples(1, 1, new float[1]), given, 2);
    given[0] = 1;
    one.labels()[0] = 1;
    assertThat(one.label(0)).isZero();
  }

  @Test
  void indicesAreGroupedByLabelInOrderAndAClassMayBeEmpty() {
    assertThat(FOUR.byLabel()).isDeepEqualTo(new int[][] {{1}, {3}, {0, 2}, {}});
  }

  @Test
  void aSelectionKeepsImagesAndLabelsTogether() {
    LabeledExamples selected = FOUR.select(3, 0, 3);
    assertThat(selected.labels()).containsExactly(1, 2, 1);
    assertThat(selected.images().row(0)).containsExactly(6, 7);
    assertThat(selected.images().row(1)).containsExactly(0, 1);
    assertThat(selected.classes()).isEqualTo(4);
  }

  @Test
  void aSelectionMayBeSelectedFromAndKeepsNoNumbersOfItsOwn() {
    int[] indices = {3, 0, 2};
    Examples selected = FOUR.images().select(indices);
    indices[0] = 1;
    Examples again = selected.select(2, 0);
    float[] both = new float[5];
    again.copyTo(0, 2, both, 1);
    assertThat(both).containsExactly(0, 4, 5, 6, 7);
    assertThat(again.value(1, 1)).isEqualTo(7);
    assertThat(again.count()).isEqualTo(2);
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> again.select(0, 2));
    assertThatIllegalArgumentException().isThrownBy(again::select);
  }

  @Test
  void othersFollowInTheirOrder() {
    LabeledExamples both = FOUR.select(1, 2).followedBy(FOUR.select(0));
    assertThat(both.labels()).containsExactly(0, 2, 2);
    assertThat(both.images().row(1)).containsExactly(4, 5);
    assertThat(both.images().row(2)).containsExactly(0, 1);
    LabeledExamples narrow =
        new LabeledExamples(new Examples(1, 1, new float[1]), new int[] {0}, 4);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FOUR.followedBy(narrow))
        .withMessage("examples of 2 values in 4 classes cannot go with ones of 1 in 4");
  }

  @Test
  void countsThatDifferAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LabeledExamples(FOUR.images(), new int[3], 10))
        .withMessage("4 images cannot bear 3 labels");
  }

  @Test
  void aLabelOutOfRangeIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LabeledExamples(FOUR.images(), new int[] {0, 1, 2, 3}, 3))
        .withMessage("label 3 of example 3 is none of the 3 classes");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LabeledExamples(FOUR.images(), new int[] {0, -1, 2, 2}, 3))
        .withMessageContaining("label -1");
  }
}
