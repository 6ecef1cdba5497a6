package dev.carryover.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class MutationsTest {
  private static final byte[] SEED =
      "a header of 24 bytes, 3.5 and some more".getBytes(StandardCharsets.US_ASCII);

  /** From another input, a word, a number in its binary form, a flipped bit. */
  private static final List<String> PARTS =
      List.of(
          "ALTOGETHER", "header of 2147483648 bytes", "\u007f\u00ff\u00ff\u00ff", "bytms, 3.5 and");

  @Test
  void theSameSeedGivesTheSameMutants() {
    Mutations one = new Mutations(7);
    Mutations same = new Mutations(7);
    Mutations other = new Mutations(8);
    boolean differs = false;
    for (int i = 0; i < 1_000; i++) {
      byte[] mutant = one.mutate(SEED);
      assertThat(same.mutate(SEED)).isEqualTo(mutant);
      differs |= !Arrays.equals(other.mutate(SEED), mutant);
    }
    assertThat(differs).isTrue();
  }

  @Test
  void anInputIsOnlyReadAndGrowsByLittle() {
    Mutations mutations = new Mutations(1);
    byte[] input = SEED.clone();
    for (int i = 0; i < 10_000; i++) {
      assertThat(mutations.mutate(input).length)
          .isLessThanOrEqualTo(input.length + Mutations.MOST_GROWTH);
    }
    assertThat(input).isEqualTo(SEED);
  }

  @Test
  void mutantsAreManyShorterLongerAndSpliced() {
    Mutations mutations = new Mutations(2);
    byte[] other = "ANOTHER INPUT ALTOGETHER".getBytes(StandardCharsets.US_ASCII);
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      mutations.mutate(other);
      seen.add(new String(mutations.mutate(SEED), StandardCharsets.ISO_8859_1));
    }
    assertThat(seen).hasSizeGreaterThan(7_000);
    assertThat(seen.stream().anyMatch(mutant -> mutant.length() > SEED.length + 20)).isTrue();
    for (String part : PARTS) {
      assertThat(seen.stream().anyMatch(mutant -> mutant.contains(part))).as(part).isTrue();
    }
  }

  @Test
  void anEmptyInputGetsPiecesOfOthers() {
    Mutations mutations = new Mutations(3);
    mutations.mutate(SEED);
    Set<Integer> lengths = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      lengths.add(mutations.mutate(new byte[0]).length);
    }
    assertThat(lengths).hasSizeGreaterThan(5);
  }

  @Test
  void theSoundInputsAreCheckedToo() throws IOException {
    byte[] kept = kept("strict", 0, input -> input.length == SEED.length);
    assertThat(kept).isEqualTo(SEED);
  }

  @Test
  void anInputThatBreaksAReaderIsKept() throws IOException {
    byte[] kept = kept("fragile", 10_000, input -> input.length < SEED.length);
    assertThat(kept.length).isLessThan(SEED.length);
  }

  /** The file that is kept of the input that breaks a reader; removed again. */
  private static byte[] kept(String name, int rounds, Predicate<byte[]> breaks) throws IOException {
    AssertionError thrown =
        catchThrowableOfType(
            AssertionError.class,
            () ->
                Fuzzing.run(
                    name,
                    5,
                    rounds,
                    List.of(SEED),
                    input -> {
                      if (breaks.test(input)) {
                        throw new IllegalStateException("broken");
                      }
                    }));
    assertThat(thrown).hasMessageContaining(name + " fails on ").hasMessageContaining("broken");
    String message = String.valueOf(thrown.getMessage());
    Path file = Path.of(message.substring(message.indexOf("target"), message.indexOf(": java")));
    byte[] content = Files.readAllBytes(file);
    Files.delete(file);
    return content;
  }
}
