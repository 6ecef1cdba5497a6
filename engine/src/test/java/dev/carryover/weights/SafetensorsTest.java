package dev.carryover.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.carryover.data.DataException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {
  @TempDir Path folder;

  /** A file as the format's README describes it: N, header, values. */
  private static byte[] file(String header, byte... values) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + json.length + values.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .put(values)
        .array();
  }

  private Path write(byte[] content) throws IOException {
    return Files.write(folder.resolve("weights.safetensors"), content);
  }

  private List<NamedTensor> read(byte[] content) throws IOException {
    return Safetensors.read(write(content));
  }

  private void refused(byte[] content, String message) throws IOException {
    Path file = write(content);
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> Safetensors.read(file))
        .withMessage(file + ": " + message);
  }

  @Test
  void everyByteIsWhereTheFormatWantsIt() {
    byte[] encoded =
        Safetensors.encode(
            List.of(
                new NamedTensor("w", List.of(1, 2), new double[] {1, -2}),
                new NamedTensor("b", List.of(1), new double[] {0.5})),
            Map.of("run", "caseI", "replica", "0"));
    String header =
        "{\"__metadata__\":{\"replica\":\"0\",\"run\":\"caseI\"},"
            + "\"w\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]},"
            + "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8,12]}}";
    String padded = header + " ".repeat((8 - header.length() % 8) % 8);
    byte[] values = {
      0, 0, (byte) 0x80, 0x3f, // 1
      0, 0, 0, (byte) 0xc0, // -2
      0, 0, 0, 0x3f // 0.5
    };
    assertThat(padded.length() % 8).isZero();
    assertThat(encoded).containsExactly(file(padded, values));
  }

  @Test
  void whatFloat32HoldsExactlyComesBackAsItWas() throws IOException {
    double[] values = {0, -0.0, 1.5, Float.MIN_VALUE, -Float.MAX_VALUE, 1.0 / 0, Double.NaN};
    byte[] encoded =
        Safetensors.encode(List.of(new NamedTensor("x", List.of(7), values)), Map.of());
    assertThat(new String(encoded, StandardCharsets.ISO_8859_1)).contains("F32");
    assertThat(read(encoded).getFirst().values()).containsExactly(values);
  }

  @Test
  void whatItDoesNotHoldMakesTheWholeFileFloat64() throws IOException {
    double[] tenth = {0.1, Double.MIN_VALUE, Double.MAX_VALUE, -Math.PI};
    double[] whole = {1, 2, 3};
    byte[] encoded =
        Safetensors.encode(
            List.of(
                new NamedTensor("whole", List.of(3), whole),
                new NamedTensor("tenth", List.of(2, 2), tenth)),
            Map.of());
    assertThat(new String(encoded, StandardCharsets.ISO_8859_1))
        .contains("F64")
        .doesNotContain("F32");
    List<NamedTensor> read = read(encoded);
    assertThat(read).extracting(NamedTensor::name).containsExactly("whole", "tenth");
    assertThat(read.get(0).values()).containsExactly(whole);
    assertThat(read.get(1).values()).containsExactly(tenth);
    assertThat(read.get(1).shape()).containsExactly(2, 2);
  }

  @Test
  void aFileOfNothingIsAFile() throws IOException {
    assertThat(read(Safetensors.encode(List.of(), Map.of()))).isEmpty();
    assertThat(read(file("{}"))).isEmpty();
  }

  @Test
  void othersFilesAreReadInWhateverOrderTheirValuesLie() throws IOException {
    byte[] content =
        file(
            "{\"b\":{\"shape\":[],\"data_offsets\":[8,12],\"dtype\":\"F32\"},"
                + "\"a\":{\"dtype\":\"F64\",\"shape\":[1,1,1],\"data_offsets\":[0,8]}}   ",
            new byte[] {0, 0, 0, 0, 0, 0, (byte) 0xf0, 0x3f, 0, 0, 0, 0x40});
    List<NamedTensor> read = read(content);
    assertThat(read).extracting(NamedTensor::name).containsExactly("b", "a");
    assertThat(read.get(0).shape()).isEmpty();
    assertThat(read.get(0).values()).containsExactly(2);
    assertThat(read.get(1).values()).containsExactly(1);
  }

  @Test
  void tensorsWithoutValuesAreTensors() throws IOException {
    List<NamedTensor> read =
        read(file("{\"x\":{\"dtype\":\"F32\",\"shape\":[0,5],\"data_offsets\":[0,0]}}"));
    assertThat(read.getFirst().shape()).containsExactly(0, 5);
    assertThat(read.getFirst().values()).isEmpty();
  }

  @Test
  void noFileIsRefused() {
    Path none = folder.resolve("none");
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> Safetensors.read(none))
        .withMessage(none + ": expected a safetensors file, found no such file or folder");
  }

  @Test
  void aFileWithoutAWholeHeaderIsRefused() throws IOException {
    refused(new byte[0], "expected a safetensors file, found an empty file");
    refused(new byte[7], "expected a safetensors file, found 7 bytes");
    refused(new byte[8], "expected a safetensors file, found a file that does not begin as one");
    byte[] cut = file("{}   ");
    refused(Arrays.copyOf(cut, 12), "cut off: expected a header of 5 bytes, found 4");
    byte[] huge = file("{}");
    huge[7] = (byte) 0x80; // the topmost bit of an unsigned length
    refused(huge, "expected a safetensors file, found a file that does not begin as one");
    ByteBuffer.wrap(huge).order(ByteOrder.LITTLE_ENDIAN).putLong(100_000_001);
    refused(huge, "expected a safetensors file, found a file that does not begin as one");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false, // control characters count as such
      value = {
        "PK\u0003\u0004 archive|a zip archive, as torch.save and numpy.savez make it",
        "\u0080\u0002}q\u0000X...|a Python pickle, as torch.save makes it",
        "\u001f\u008b\u0008......|a gzip file",
        "\u0089HDF....|an HDF5 file, as Keras makes it",
        "\u0093NUMPY\u0001\u0000v|a NumPy array",
        "GGUF....|a GGUF file",
        "<!DOCTYPE HTML><html>|a web page",
        "<html lang='en'>|a web page",
        "version https://git-lfs.github.com/spec/v1|"
            + "a Git LFS pointer, to which the file was never fetched",
      })
  void whatPeopleTakeForOneIsNamed(String content, String name) throws IOException {
    refused(
        content.getBytes(StandardCharsets.ISO_8859_1),
        "expected a safetensors file, found " + name);
  }

  @Test
  void onlyRegularFilesAreRead() throws Exception {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> Safetensors.read(folder))
        .withMessage(folder + ": expected a safetensors file, found a folder");
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> Safetensors.read(pipe))
        .withMessage(pipe + ": expected a safetensors file, found a pipe or device");
  }

  @Test
  void aHeaderThatIsNoJsonObjectIsRefused() throws IOException {
    refused(file("[1]   "), "expected a safetensors file, found a file that does not begin as one");
    for (String header : List.of("{\"x\":", "{} {}", "{\"x\":1,\"x\":2}", "{".repeat(2_000))) {
      Path file = write(file(header));
      assertThatExceptionOfType(DataException.class)
          .as(header)
          .isThrownBy(() -> Safetensors.read(file))
          .withMessageStartingWith(file + ": expected a JSON header, found something else: ")
          .matches(e -> String.valueOf(e.getMessage()).lines().count() == 1, "is one line");
    }
  }

  @ParameterizedTest
  @CsvSource({"F8_E4M3", "I64", "f32", "''"})
  void otherNumbersAreRefused(String dtype) throws IOException {
    refused(
        file(
            "{\"x\":{\"dtype\":\"" + dtype + "\",\"shape\":[1],\"data_offsets\":[0,2]}}",
            new byte[2]),
        "expected tensor x as one of F16, BF16, F32, F64, found " + dtype);
  }

  @Test
  void halfPrecisionIsReadExactly() throws IOException {
    byte[] content =
        file(
            "{\"h\":{\"dtype\":\"F16\",\"shape\":[5],\"data_offsets\":[0,10]},"
                + "\"b\":{\"dtype\":\"BF16\",\"shape\":[3],\"data_offsets\":[10,16]}}",
            new byte[] {
              0,
              0x3c,
              0,
              (byte) 0xc0,
              0x55,
              0x35,
              1,
              0,
              (byte) 0xff,
              0x7b, // binary16
              (byte) 0x80,
              0x3f,
              0x49,
              (byte) 0xc0,
              0x7f,
              0x7f // upper halves of binary32
            });
    List<NamedTensor> read = read(content);
    // 1, −2, 1365·2⁻¹², the smallest subnormal, the largest number.
    assertThat(read.get(0).values())
        .containsExactly(1, -2, 1365 / 4096.0, Math.scalb(1.0, -24), 65504);
    // 1, −201/64, the largest number.
    assertThat(read.get(1).values()).containsExactly(1, -201 / 64.0, Math.scalb(255.0 / 128, 127));
  }

  @Test
  void aTensorThatNobodyAsksForMayBeAnything() throws IOException {
    Path file =
        write(
            file(
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
                    + "\"n\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[4,12]},"
                    + "\"y\":{\"dtype\":7,\"shape\":\"?\",\"data_offsets\":[12,12]}}",
                new byte[12]));
    SafetensorsFile opened = SafetensorsFile.open(file);
    assertThat(opened.names()).containsExactly("x", "n", "y");
    assertThat(opened.values("x")).containsExactly(0);
  }

  @Test
  void aTensorThatIsNotThereIsRefused() throws IOException {
    Path file = write(file("{\"x\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}}"));
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> SafetensorsFile.open(file).values("z"))
        .withMessage(file + ": expected tensor z, found x");
  }

  @Test
  void aTensorWithoutATypeIsRefused() throws IOException {
    refused(
        file("{\"x\":{\"shape\":[0],\"data_offsets\":[0,0]}}"),
        "expected tensor x as one of F16, BF16, F32, F64, found none");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[-1,-1]",
        "[1,-1]",
        "[2147483648]",
        "[65536,65536]",
        "[1.5]",
        "[\"1\"]",
        "[[1]]",
        "3",
        "[2147483647,2147483647,2147483647,0]"
      })
  void shapesThatAreNoneAreRefused(String shape) throws IOException {
    refused(
        file(
            "{\"x\":{\"dtype\":\"F32\",\"shape\":" + shape + ",\"data_offsets\":[0,4]}}",
            new byte[4]),
        "expected tensor x with a shape, found " + shape);
  }

  @Test
  void aTensorWithoutAShapeIsRefused() throws IOException {
    refused(
        file("{\"x\":{\"dtype\":\"F32\",\"data_offsets\":[0,4]}}", new byte[4]),
        "expected tensor x with a shape, found ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[8,0]",
        "[-8,0]",
        "[]",
        "[0]",
        "[0,8,8]",
        "[0.5,8]",
        "[0,8.0]",
        "[\"0\",8]",
        "[null,8]",
        "[0,99999999999999999999]",
        "{}",
        "8"
      })
  void byteRangesThatAreNoneAreRefused(String offsets) throws IOException {
    refused(
        file(
            "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":" + offsets + "}}",
            new byte[8]),
        "expected tensor x with data_offsets [start, end], found " + offsets);
  }

  @Test
  void aByteRangeThatDoesNotHoldTheTensorIsRefused() throws IOException {
    refused(
        file("{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}", new byte[4]),
        "expected tensor x of shape [2] in 8 bytes, found bytes 0 to 4");
  }

  @Test
  void everyByteBelongsToOneTensor() throws IOException {
    String two =
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
            + "\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[%d,%d]}}";
    assertThat(read(file(two.formatted(8, 16), new byte[16]))).hasSize(2);
    for (int start : new int[] {0, 4, 12}) {
      refused(
          file(two.formatted(start, start + 8), new byte[Math.max(8, start + 8)]),
          "expected tensor b at byte 8, where the one before it ends, found " + start);
    }
  }

  /** As many tensors as fit into the header, all of them the same megabyte. */
  @Test
  void aSmallFileCannotTakeMuchMemory() throws IOException {
    StringBuilder header = new StringBuilder("{");
    for (int i = 0; i < 5_000; i++) {
      header.append(
          "\"%d\":{\"dtype\":\"F32\",\"shape\":[262144],\"data_offsets\":[0,1048576]},"
              .formatted(i));
    }
    header.setCharAt(header.length() - 1, '}');
    refused(
        file(header.toString(), new byte[1 << 20]),
        "expected tensor 1 at byte 1048576, where the one before it ends, found 0");
  }

  @Test
  void valuesThatNoTensorOwnsAreRefused() throws IOException {
    refused(
        file("{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", new byte[3]),
        "cut off: expected 4 bytes of values, found 3");
    refused(
        file("{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", new byte[5]),
        "expected 4 bytes of values, found 5");
    refused(file("{}", new byte[1]), "expected 0 bytes of values, found 1");
  }

  @Test
  void aTensorsShapeHoldsItsValues() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NamedTensor("x", List.of(2, 3), new double[5]))
        .withMessage("x: shape [2, 3] does not hold 5 values");
  }
}
