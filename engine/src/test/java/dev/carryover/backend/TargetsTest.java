package dev.carryover.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class TargetsTest {
  @Test
  void labelsAreCopied() {
    int[] given = {1, 0};
    Targets.Labels labels = new Targets.Labels(given);
    given[0] = 5;
    assertThat(labels.count()).isEqualTo(2);
    assertThat(labels.label(0)).isOne();
  }

  @Test
  void labelsFitOutputsThatTheyName() {
    Targets labels = new Targets.Labels(0, 2);
    assertThat(labels.requireFit(7, 3, 2)).isSameAs(labels);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> labels.requireFit(7, 2, 2))
        .withMessage("label 2 of example 1 has none of the 2 outputs");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Targets.Labels(-1).requireFit(7, 2, 1))
        .withMessage("label -1 of example 0 has none of the 2 outputs");
  }

  @Test
  void everyExampleNeedsALabel() {
    Targets labels = new Targets.Labels(0, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> labels.requireFit(7, 2, 3))
        .withMessage("expected 3 labels, found 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> labels.requireFit(7, 2, 1))
        .withMessage("expected 1 labels, found 2");
  }

  @Test
  void inputsAreTargetsOfANetworkThatGivesAsManyAsItTakes() {
    Targets inputs = new Targets.Inputs();
    assertThat(inputs.requireFit(7, 7, 100)).isSameAs(inputs);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> inputs.requireFit(7, 6, 100))
        .withMessage("a network that reconstructs needs as many outputs as inputs, found 6 and 7");
  }
}
