package dev.carryover.experiments.weights;

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
        .withMessage(none + ": expected a readable safetensors file, found NoSuchFileException");
  }

  @Test
  void aFileWithoutAWholeHeaderIsRefused() throws IOException {
    refused(new byte[0], "expected a safetensors file, found 0 bytes in all");
    refused(new byte[7], "expected a safetensors file, found 7 bytes in all");
    refused(new byte[8], "expected a safetensors header within 8 bytes, found a length of 0");
    byte[] cut = file("{}   ");
    refused(
        Arrays.copyOf(cut, 12),
        "expected a safetensors header within 12 bytes, found a length of 5");
    byte[] huge = file("{}");
    huge[7] = (byte) 0x80; // the topmost bit of an unsigned length
    refused(
        huge,
        "expected a safetensors header within 10 bytes, found a length of -9223372036854775806");
  }

  @Test
  void aHeaderThatIsNoJsonObjectIsRefused() throws IOException {
    refused(file("[1]"), "expected a JSON object as header, found another value");
    for (String header : List.of("{\"x\":", "{} {}", "PK junk", "{\"x\":1,\"x\":2}")) {
      Path file = write(file(header));
      assertThatExceptionOfType(DataException.class)
          .as(header)
          .isThrownBy(() -> Safetensors.read(file))
          .withMessageStartingWith(file + ": expected a JSON header, found something else: ")
          .matches(e -> String.valueOf(e.getMessage()).lines().count() == 1, "is one line");
    }
  }

  @ParameterizedTest
  @CsvSource({"BF16", "I64", "f32", "''"})
  void otherNumbersAreRefused(String dtype) throws IOException {
    refused(
        file(
            "{\"x\":{\"dtype\":\"" + dtype + "\",\"shape\":[1],\"data_offsets\":[0,2]}}", (byte) 0),
        "expected tensor x as F32 or F64, found " + dtype);
  }

  @Test
  void aTensorWithoutATypeIsRefused() throws IOException {
    refused(file("{\"x\":7}"), "expected tensor x as F32 or F64, found none");
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
        "[0,8]|0 to 8",
        "[0,4]|0 to 4",
        "[8,0]|8 to 0",
        "[-8,0]|-8 to 0",
        "[4,12]|4 to 12",
        "[]|-1 to -1",
        "[0]|0 to -1"
      })
  void byteRangesThatDoNotHoldTheTensorAreRefused(String offsets, String found) throws IOException {
    refused(
        file(
            "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":" + offsets + "}}",
            new byte[7]),
        "expected tensor x of shape [2] in 8 bytes, found bytes " + found + " of 7");
  }

  @Test
  void valuesThatNoTensorOwnsAreRefused() throws IOException {
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
