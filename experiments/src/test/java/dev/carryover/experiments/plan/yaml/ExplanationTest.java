package dev.carryover.experiments.plan.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carryover.data.DataException;
import org.junit.jupiter.api.Test;

class ExplanationTest {
  @Test
  void aKeyIsExplainedByItsPathOrTheEndOfIt() {
    assertThat(Explanation.of("stages.recipe.rate"))
        .containsExactly(
            "stages.recipe.rate: The learning rate.", "  holds    a number", "  default  0.01");
    assertThat(Explanation.of("recipe.rate")).isEqualTo(Explanation.of("stages.recipe.rate"));
  }

  @Test
  void aKeyWithKeysBelowItListsThem() {
    assertThat(Explanation.of("optimizer"))
        .contains(
            "  holds    one of sgd, momentum, adam",
            "  default  {kind: momentum}",
            "  stages.recipe.optimizer(adam).beta1: Decay of the gradient's mean, in [0, 1).");
  }

  @Test
  void withoutAKeyAllAreListed() {
    assertThat(Explanation.of(""))
        .hasSizeGreaterThan(60)
        .contains(
            "replicas: R, independent networks with seeds of their own, trained together; 5 and more"
                + " have intervals.");
  }

  @Test
  void anUnknownKeyIsNamedWithTheNearest() {
    assertThatThrownBy(() -> Explanation.of("replcas"))
        .isInstanceOf(DataException.class)
        .hasMessage("KEY: expected a key that there is, perhaps replicas, found replcas");
  }
}
