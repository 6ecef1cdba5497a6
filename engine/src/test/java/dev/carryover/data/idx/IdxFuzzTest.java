package dev.carryover.data.idx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carryover.data.FileContent;
import dev.carryover.data.ImageLayout;
import dev.carryover.data.ImageSize;
import dev.carryover.data.LabeledExamples;
import dev.carryover.fuzz.Fuzzing;
import dev.carryover.fuzz.Reading;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whatever an IDX file holds, its reader gives a sound value or a proper refusal. */
class IdxFuzzTest {
  private static final int ROUNDS = 30_000;
  private static final int COUNT = 12;

  /** For the flat file; the others have as many pixels. */
  private static final ImageLayout SIZED =
      new ImageLayout(Optional.of(new ImageSize(TinyIdx.ROWS, TinyIdx.COLUMNS)), Optional.of(true));

  @Test
  void images() {
    List<byte[]> sound =
        List.of(
            TinyIdx.images(COUNT),
            TinyIdx.flat(COUNT),
            TinyIdx.gzip(TinyIdx.images(COUNT)),
            fractions(0x0d, Float.BYTES),
            fractions(0x0e, Double.BYTES));
    Fuzzing.run(
        "idx-images",
        1,
        ROUNDS,
        sound,
        input ->
            Reading.of(input, () -> IdxImages.of(content(input), SIZED))
                .ifPresent(IdxFuzzTest::requireSound));
  }

  @Test
  void labels() {
    List<byte[]> sound =
        List.of(
            TinyIdx.labels(COUNT),
            TinyIdx.columns(COUNT, 8),
            TinyIdx.gzip(TinyIdx.columns(COUNT, 3)),
            new byte[] {0, 0, 0x0b, 1, 0, 0, 0, 3, 0, 1, 0, 2, 0, 3});
    IdxImages images = IdxImages.of(content(TinyIdx.images(COUNT)), ImageLayout.UNSAID);
    Fuzzing.run(
        "idx-labels",
        2,
        ROUNDS,
        sound,
        input ->
            Reading.of(
                    input,
                    () -> {
                      IdxLabels labels = IdxLabels.of(content(input));
                      return labels.on(images.values(), "images", labels.classes());
                    })
                .ifPresent(IdxFuzzTest::requireSound));
  }

  @Test
  void names() {
    List<byte[]> sound =
        List.of(
            bytes("train-images-idx3-ubyte"),
            bytes("emnist-letters-test-images-idx3-ubyte.gz"),
            bytes("qmnist-train-labels-idx2-int.gz"),
            bytes("t10k-labels.idx1-ubyte"));
    Fuzzing.run(
        "idx-names",
        3,
        ROUNDS,
        sound,
        input ->
            Reading.of(input, () -> IdxName.of(new String(input, StandardCharsets.ISO_8859_1)))
                .flatMap(name -> name)
                .ifPresent(name -> assertThat(name.name()).endsWith(ending(name))));
  }

  private static void requireSound(IdxImages images) {
    assertThat(images.values().features()).isEqualTo(images.size().pixels());
    for (int i = 0; i < images.values().count(); i++) {
      for (float pixel : images.values().row(i)) {
        assertThat(pixel).isBetween(0f, 1f);
      }
    }
  }

  private static void requireSound(LabeledExamples examples) {
    assertThat(examples.count()).isEqualTo(COUNT);
    assertThat(examples.byLabel()[examples.classes() - 1]).isNotEmpty();
  }

  private static String ending(IdxName name) {
    return name.packed() ? ".gz" : "";
  }

  private static FileContent content(byte[] raw) {
    return FileContent.unpacked("file", raw, IdxHeader::bound);
  }

  private static byte[] bytes(String name) {
    return name.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] fractions(int type, int bytes) {
    ByteBuffer file = ByteBuffer.allocate(16 + 2 * 2 * 3 * bytes);
    file.putInt(type << 8 | 3).putInt(2).putInt(2).putInt(3);
    for (int i = 0; i < 12; i++) {
      if (bytes == Float.BYTES) {
        file.putFloat(i / 12f);
      } else {
        file.putDouble(i / 12.0);
      }
    }
    return file.array();
  }
}
