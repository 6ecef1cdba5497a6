package dev.carryover.experiments.record.json;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** JSON's numbers, texts and truth values, each as the one Java type that is asked for. */
final class Scalars {
  private static final String TIME = "a time like 2026-01-31T12:00:00Z";

  private Scalars() {}

  /**
   * A value of a type.
   *
   * @throws InvalidValueException if it is none
   * @throws IllegalArgumentException if this cannot read such a type
   */
  static Object read(JsonNode node, Class<?> type, KeyPath path) {
    if (type == int.class || type == Integer.class) {
      return (int) whole(node, Integer.MIN_VALUE, Integer.MAX_VALUE, path);
    }
    if (type == long.class || type == Long.class) {
      return whole(node, Long.MIN_VALUE, Long.MAX_VALUE, path);
    }
    if (type == double.class || type == Double.class) {
      return number(node, path);
    }
    require((type == boolean.class || type == Boolean.class) == node.isBoolean(), node, type, path);
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    require(node.isString(), node, type, path);
    String text = node.stringValue();
    if (type == Instant.class) {
      return instant(text, path);
    }
    if (type.isEnum()) {
      return constant(text, type, path);
    }
    if (type == String.class) {
      return text;
    }
    throw unreadable(type);
  }

  /** What messages call a type. */
  static String words(Class<?> type) {
    if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
      return "a whole number";
    }
    if (type == double.class || type == Double.class) {
      return "a number";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type == Instant.class) {
      return TIME;
    }
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(constant -> ((Enum<?>) constant).name())
          .collect(Collectors.joining(", ", "one of ", ""));
    }
    if (type == String.class) {
      return "a text";
    }
    throw unreadable(type);
  }

  private static IllegalArgumentException unreadable(Class<?> type) {
    return new IllegalArgumentException("no JSON is read as " + type);
  }

  private static void require(boolean fits, JsonNode node, Class<?> type, KeyPath path) {
    if (!fits) {
      throw InvalidValueException.expected(words(type), FoundValue.of(node), path);
    }
  }

  static long whole(JsonNode node, long least, long most, KeyPath path) {
    require(node.isIntegralNumber(), node, long.class, path);
    BigInteger value = node.bigIntegerValue();
    if (value.compareTo(BigInteger.valueOf(least)) < 0
        || value.compareTo(BigInteger.valueOf(most)) > 0) {
      throw InvalidValueException.expected(
          "a whole number from %d to %d".formatted(least, most), FoundValue.of(node), path);
    }
    return value.longValue();
  }

  /** Finite: JSON can write 1e999, which is infinite as a float64. */
  static double number(JsonNode node, KeyPath path) {
    require(node.isNumber(), node, double.class, path);
    double value =
        node.isIntegralNumber() ? node.bigIntegerValue().doubleValue() : node.doubleValue();
    if (!Double.isFinite(value)) {
      throw InvalidValueException.expected(
          "a number that float64 holds", "one beyond 1.8e308", path);
    }
    return value;
  }

  private static Instant instant(String text, KeyPath path) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw InvalidValueException.expected(TIME, FoundValue.quoted(text), path);
    }
  }

  private static Object constant(String text, Class<?> type, KeyPath path) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> ((Enum<?>) constant).name().equals(text))
        .findFirst()
        .orElseThrow(
            () -> InvalidValueException.expected(words(type), FoundValue.quoted(text), path));
  }
}
