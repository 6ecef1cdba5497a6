package dev.carryover.experiments.plan.yaml;

import dev.carryover.experiments.plan.yaml.Node.Scalar;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A type that one piece of text can stand for.
 *
 * @param expected what it is, in words
 * @param parse makes a value; throws {@link IllegalArgumentException} if the text is none
 */
record ScalarType(String expected, Function<String, Object> parse) {
  /**
   * The type of a Java class.
   *
   * @throws IllegalArgumentException if no text can stand for its values
   */
  static ScalarType of(Class<?> type) {
    if (type == String.class) {
      return new ScalarType("a text", text -> text);
    }
    if (type == int.class || type == Integer.class) {
      return new ScalarType("a whole number", Integer::valueOf);
    }
    if (type == long.class) {
      return new ScalarType("a whole number", Long::valueOf);
    }
    if (type == double.class || type == Double.class) {
      return new ScalarType("a number", Double::valueOf);
    }
    if (type == boolean.class) {
      return new ScalarType("true or false", ScalarType::truth);
    }
    if (type.isEnum()) {
      List<?> constants = Arrays.asList(type.getEnumConstants());
      return new ScalarType(
          constants.stream().map(ScalarType::name).collect(Collectors.joining(", ", "one of ", "")),
          text ->
              constants.stream()
                  .filter(constant -> name(constant).equals(text))
                  .findFirst()
                  .orElseThrow(IllegalArgumentException::new));
    }
    throw new IllegalArgumentException("no text stands for a " + type);
  }

  private static Object truth(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException();
    };
  }

  /** A constant's name as files spell it. */
  static String name(Object constant) {
    return Keys.spelled(((Enum<?>) constant).name());
  }

  Object read(Node node, String path) {
    if (node instanceof Scalar scalar && !scalar.isNull()) {
      try {
        return parse.apply(scalar.text());
      } catch (IllegalArgumentException e) {
        throw refusal(node, path, scalar.kind());
      }
    }
    throw refusal(node, path, node.kind());
  }

  private RuntimeException refusal(Node node, String path, String found) {
    return node.place().refuse(path, "expected %s, found %s".formatted(expected, found));
  }
}
