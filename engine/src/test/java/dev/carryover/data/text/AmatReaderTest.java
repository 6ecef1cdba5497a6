package dev.carryover.data.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carryover.data.DataException;
import dev.carryover.data.DataSet;
import dev.carryover.data.ImageLayout;
import dev.carryover.data.ImageSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmatReaderTest {
  private static final String TEST = "0 0 0 1 2\n";

  @TempDir Path folder;

  private DataSet read(String train, String test, ImageLayout layout) throws IOException {
    return AmatReader.read(
        "basic",
        layout,
        Files.writeString(folder.resolve("a_train.amat"), train),
        Files.writeString(folder.resolve("a_test.amat"), test));
  }

  @Test
  void eachLineIsAnImageAndBehindItItsLabel() throws IOException {
    // As mnist_train.amat, and with the exponents and the label of mnist_all_rotation's files.
    String train =
        "0 0.25 0.5 1 2 \n  0.000000000000000000e+00 1.0 2.5e-1 0 \t0.000000000000000000e+00\r\n\n";
    DataSet set = read(train, TEST, ImageLayout.UNSAID);
    assertThat(set.imageSize()).isEqualTo(new ImageSize(2, 2));
    assertThat(set.train().labels()).containsExactly(2, 0);
    assertThat(set.train().classes()).isEqualTo(3);
    assertThat(set.train().images().row(0)).containsExactly(0, 0.25f, 0.5f, 1);
    assertThat(set.train().images().row(1)).containsExactly(0, 1, 0.25f, 0);
    assertThat(set.test().orElseThrow().labels()).containsExactly(2);
    assertThat(set.sha256())
        .hasSize(64)
        .isNotEqualTo(read(train, train, ImageLayout.UNSAID).sha256());
  }

  @Test
  void imagesThatLieColumnByColumnAreTurned() throws IOException {
    DataSet set =
        read("0 0.25 0.5 1 2\n", TEST, new ImageLayout(Optional.empty(), Optional.of(true)));
    assertThat(set.train().images().row(0)).containsExactly(0, 0.5f, 0.25f, 1);
  }

  @Test
  void manyLinesAreReadWhole() throws IOException {
    StringBuilder train = new StringBuilder();
    for (int i = 0; i < 5_000; i++) {
      train
          .append("0 0.5 1 ")
          .append(i % 7 == 0 ? "1" : "0")
          .append(' ')
          .append(i % 3)
          .append('\n');
    }
    DataSet set = read(train.toString(), TEST, ImageLayout.UNSAID);
    assertThat(set.train().count()).isEqualTo(5_000);
    assertThat(set.train().images().row(4_998)).containsExactly(0, 0.5f, 1, 1);
    assertThat(set.train().label(4_999)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          '', 'expected at least one example, found an empty file'
          '3\n', 'line 1: expected pixels and a label, found 1 number'
          '0 0 0 0 1\n0 0 0 1\n', 'line 2: expected 4 pixels and a label as before, found 4 numbers'
          '0 0 0 2 1\n', 'line 1: expected pixels from 0 to 1, found 2.0'
          '0 0 0 1 1.5\n', 'line 1: expected an integer from 0 to 99 behind the pixels, the label, found 1.5'
          '0 0 0 1 100\n', 'line 1: expected an integer from 0 to 99 behind the pixels'
          '0 0 nan 1 1\n', 'line 1: expected numbers, found'
          '0 0 1e 1 1\n', 'line 1: expected numbers, found'
          '<html>', 'line 1: expected numbers, found'
          '0 0 0.00000000000000000000000000000000000000000000001 1 1\n', 'line 1: expected numbers, found'
          """)
  void whatIsWrongIsNamedWithItsLine(String train, String message) {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> read(train, TEST, ImageLayout.UNSAID))
        .withMessageContaining("a_train.amat")
        .withMessageContaining(message);
  }

  @Test
  void theTestFileMustFitTheTrainingFile() {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> read("0 0 0 1 2\n", "0 0 1 2\n", ImageLayout.UNSAID))
        .withMessageContaining("a_test.amat: expected 4 pixels as in ");
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> read("0 0 0 1 2\n", "0 0 0 1 3\n", ImageLayout.UNSAID))
        .withMessageContaining(
            "a_test.amat: expected labels that the training examples have, from 0 to 2, found 3");
  }
}
