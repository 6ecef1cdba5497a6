package dev.carryover.experiments.record.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class TreeReaderTest {
  private static final String ALL =
      """
      {"whole": 3, "large": 5000000000, "number": 2, "flag": true, "text": "t", "kind": "TWO",
       "time": "2026-01-31T12:00:00Z", "boxed": [0, 2.5], "inner": {"a": {"low": 1, "high": 2}},
       "final": false, "maybe": {"low": 0, "high": 0}, "maybeNumber": 0.5, "maybeWhole": 7,
       "maybeLarge": 8, "nested": {"k": [[1], []]}, "newer": {"unknown": null}}
      """;

  private enum Kind {
    ONE,
    TWO
  }

  private record Range(double low, double high) {
    Range {
      if (low > high) {
        throw new IllegalArgumentException("expected low up to high, found " + low + ", " + high);
      }
    }
  }

  private record Everything(
      int whole,
      long large,
      double number,
      boolean flag,
      String text,
      Kind kind,
      Instant time,
      List<Double> boxed,
      Map<String, Range> inner,
      @JsonProperty("final") boolean last,
      Optional<Range> maybe,
      OptionalDouble maybeNumber,
      OptionalInt maybeWhole,
      OptionalLong maybeLarge,
      Map<String, List<List<Integer>>> nested) {}

  private static <T extends Record> T read(String json, Class<T> type) {
    return TreeReader.read(new JsonMapper().readTree(json), type);
  }

  private static void refused(String json, Class<? extends Record> type, String message) {
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> read(json, type))
        .withMessage(message);
  }

  @Test
  void everyTypeIsReadAndWhatIsUnknownIsLeftAlone() {
    assertThat(read(ALL, Everything.class))
        .isEqualTo(
            new Everything(
                3,
                5_000_000_000L,
                2,
                true,
                "t",
                Kind.TWO,
                Instant.parse("2026-01-31T12:00:00Z"),
                List.of(0.0, 2.5),
                Map.of("a", new Range(1, 2)),
                false,
                Optional.of(new Range(0, 0)),
                OptionalDouble.of(0.5),
                OptionalInt.of(7),
                OptionalLong.of(8),
                Map.of("k", List.of(List.of(1), List.of()))));
  }

  private record AllOptional(Optional<String> a, OptionalDouble b, OptionalInt c, OptionalLong d) {}

  @Test
  void onlyWhatIsOptionalMayBeMissing() {
    assertThat(read("{}", AllOptional.class))
        .isEqualTo(
            new AllOptional(
                Optional.empty(),
                OptionalDouble.empty(),
                OptionalInt.empty(),
                OptionalLong.empty()));
    refused("{}", Range.class, "low: expected a number, found nothing");
    refused("{\"low\": 1}", Range.class, "high: expected a number, found nothing");
    refused("{\"a\": null}", AllOptional.class, "a: expected a text, found null");
    refused("{\"b\": null}", AllOptional.class, "b: expected a number, found null");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\"whole\": 3|\"whole\": 3.0|whole: expected a whole number, found 3.0",
        "\"whole\": 3|\"whole\": \"abc\"|whole: expected a whole number, found \"abc\"",
        "\"whole\": 3|\"whole\": null|whole: expected a whole number, found null",
        "\"whole\": 3|\"whole\": 2147483648|whole: expected a whole number from -2147483648 to"
            + " 2147483647, found 2147483648",
        "\"large\": 5000000000|\"large\": 9223372036854775808|large: expected a whole number from"
            + " -9223372036854775808 to 9223372036854775807, found 9223372036854775808",
        "\"number\": 2|\"number\": 1e999|number: expected a number that float64 holds, found one"
            + " beyond 1.8e308",
        "\"number\": 2|\"number\": false|number: expected a number, found false",
        "\"flag\": true|\"flag\": 1|flag: expected true or false, found 1",
        "\"flag\": true|\"flag\": \"true\"|flag: expected true or false, found \"true\"",
        "\"text\": \"t\"|\"text\": true|text: expected a text, found true",
        "\"text\": \"t\"|\"text\": [1,2]|text: expected a text, found a list of 2",
        "\"TWO\"|\"two\"|kind: expected one of ONE, TWO, found \"two\"",
        "\"2026-01-31T12:00:00Z\"|\"today\"|time: expected a time like 2026-01-31T12:00:00Z, found"
            + " \"today\"",
        "2.5]|\"x\"]|boxed[1]: expected a number, found \"x\"",
        "[0, 2.5]|{}|boxed: expected a list, found an object",
        "\"low\": 1|\"low\": null|inner.a.low: expected a number, found null",
        "\"low\": 1|\"low\": 3|inner.a: expected low up to high, found 3.0, 2.0",
        "\"a\"|\"a b\\n\"|~inner[\"a b\\u000a\"].low: expected a number, found null~",
        "\"final\"|\"last\"|final: expected true or false, found nothing",
        "[[1], []]|[[1], [null]]|nested.k[1][0]: expected a whole number, found null",
        "[[1], []]|[[1], 1]|nested.k[1]: expected a list, found 1",
      })
  void whatIsWrongIsNamedByItsPath(String sound, String wrong, String message) {
    String json = ALL.replace(sound, wrong);
    if (message.contains("[\"a b")) {
      json = json.replace("\"low\": 1", "\"low\": null");
    }
    refused(json, Everything.class, message);
  }

  @Test
  void theWholeValueHasNoPath() {
    refused("[]", Range.class, "expected an object, found a list of 0");
    refused("null", Range.class, "expected an object, found null");
    refused("", Range.class, "expected an object, found nothing");
  }

  @Test
  void longTextsAreCut() {
    refused(
        "{\"low\": \"" + "\\u001b".repeat(100) + "\"}",
        Range.class,
        "low: expected a number, found \"" + "\\u001b".repeat(10) + "...\"");
  }

  @Test
  void aNumberOfAThousandDigitsIsNone() {
    refused(
        "{\"low\": " + "9".repeat(900) + "}",
        Range.class,
        "low: expected a number that float64 holds, found one beyond 1.8e308");
  }

  record Trips(Map<String, String> map) {
    Trips {
      map = Map.of("needed", Objects.requireNonNull(map.get("needed")));
    }
  }

  @Test
  void aConstructorThatTripsIsAnswerEnough() {
    refused("{\"map\": {}}", Trips.class, "expected values that make a Trips, found others");
    assertThat(read("{\"map\": {\"needed\": \"\"}}", Trips.class).map()).hasSize(1);
  }

  private record Unreadable(Path path) {}

  @Test
  void aTypeThatCannotBeReadIsTheProgrammersFault() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read("{\"path\": \"x\"}", Unreadable.class))
        .withMessage("no JSON is read as interface java.nio.file.Path");
  }
}
