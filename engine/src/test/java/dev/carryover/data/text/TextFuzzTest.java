package dev.carryover.data.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carryover.data.DataSet;
import dev.carryover.data.FileContent;
import dev.carryover.data.ImageLayout;
import dev.carryover.data.idx.TinyIdx;
import dev.carryover.fuzz.Fuzzing;
import dev.carryover.fuzz.Reading;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** Whatever a text file holds, its reader gives a sound value or a proper refusal. */
class TextFuzzTest {
  private static final int ROUNDS = 30_000;
  private static final String IMAGES = "0\t0.25\t1\t1.0e-01\n1\t0\t.5\t0.999\n0\t0\t0\t0\n";
  private static final String LABELS = "7\n0.0\n3.000e+00\n";

  @Test
  void images() {
    FileContent labels = content(bytes(LABELS, StandardCharsets.US_ASCII));
    List<byte[]> sound =
        List.of(
            bytes(IMAGES, StandardCharsets.US_ASCII),
            bytes(IMAGES.replace('\t', ','), StandardCharsets.US_ASCII),
            bytes(IMAGES.replace('\t', ' '), StandardCharsets.US_ASCII),
            bytes("\ufeff" + IMAGES.replace("\n", "\r\n"), StandardCharsets.UTF_8),
            bytes("\ufeff" + IMAGES, StandardCharsets.UTF_16LE),
            TinyIdx.gzip(bytes(IMAGES, StandardCharsets.US_ASCII)));
    Fuzzing.run(
        "text-images", 1, ROUNDS, sound, input -> check(input, () -> read(content(input), labels)));
  }

  @Test
  void labels() {
    FileContent images = content(bytes(IMAGES, StandardCharsets.US_ASCII));
    List<byte[]> sound =
        List.of(
            bytes(LABELS, StandardCharsets.US_ASCII),
            bytes("\ufeff" + LABELS + "\r\n\r\n", StandardCharsets.UTF_8),
            bytes("\ufeff" + LABELS, StandardCharsets.UTF_16BE));
    Fuzzing.run(
        "text-labels", 2, ROUNDS, sound, input -> check(input, () -> read(images, content(input))));
  }

  private static DataSet read(FileContent images, FileContent labels) {
    return TextReader.read("fuzzed", ImageLayout.UNSAID, images, labels);
  }

  private static void check(byte[] input, Callable<DataSet> reader) throws Exception {
    Reading.of(input, reader).ifPresent(TextFuzzTest::requireSound);
  }

  private static void requireSound(DataSet data) {
    assertThat(data.train().classes()).isEqualTo(10);
    for (int i = 0; i < data.train().count(); i++) {
      for (float pixel : data.train().images().row(i)) {
        assertThat(pixel).isBetween(0f, 1f);
      }
    }
  }

  private static byte[] bytes(String text, Charset charset) {
    return text.getBytes(charset);
  }

  private static FileContent content(byte[] raw) {
    return FileContent.unpacked("file", raw, start -> 1 << 20);
  }
}
