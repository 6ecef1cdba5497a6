package dev.carryover.experiments.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CombinationsTest {
  private static List<String> numbers(int count) {
    return IntStream.range(0, count).mapToObj(Integer::toString).toList();
  }

  @Test
  void everyChoiceIsThereOnceInTheItemsOrder() {
    assertThat(new Combinations(numbers(4), 2).values())
        .containsExactly("[0, 1]", "[0, 2]", "[0, 3]", "[1, 2]", "[1, 3]", "[2, 3]");
    assertThat(new Combinations(List.of("b", "a"), 2).values()).containsExactly("[b, a]");
    assertThat(new Combinations(numbers(10), 5).values()).hasSize(252).doesNotHaveDuplicates();
  }

  @Test
  void whatCannotBeChosenIsRefused() {
    assertThatThrownBy(() -> new Combinations(numbers(3), 4))
        .isInstanceOf(InvalidPlanException.class)
        .hasMessage("size: expected from 1 to the 3 items, found 4");
    assertThatThrownBy(() -> new Combinations(numbers(3), 0))
        .hasMessage("size: expected from 1 to the 3 items, found 0");
    assertThatThrownBy(() -> new Combinations(List.of("1", "2", "1"), 2))
        .hasMessage("of: expected each item once, found [1, 2, 1]");
    assertThatThrownBy(() -> new Combinations(numbers(60), 30))
        .hasMessage(
            "size: expected a size of which there are at most 10000 combinations, found 30, of"
                + " which there are 118264581564861424");
  }
}
