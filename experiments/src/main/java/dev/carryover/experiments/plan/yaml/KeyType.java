package dev.carryover.experiments.plan.yaml;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a key of an experiment file can hold.
 *
 * @param type the Java class of one value
 * @param isList whether it holds a list of them
 */
record KeyType(Class<?> type, boolean isList) {

  /** The type of a record's component. */
  static KeyType of(Type type) {
    if (type instanceof ParameterizedType generic) {
      KeyType element = of(generic.getActualTypeArguments()[0]);
      return new KeyType(element.type, generic.getRawType() == List.class);
    }
    if (type == OptionalInt.class) {
      return new KeyType(int.class, false);
    }
    return new KeyType(type == OptionalDouble.class ? double.class : (Class<?>) type, false);
  }

  /** The records that one value can be: itself, several kinds, or none. */
  List<Class<?>> records() {
    return records(type).toList();
  }

  private static Stream<Class<?>> records(Class<?> type) {
    if (type.isSealed()) {
      return Arrays.stream(type.getPermittedSubclasses()).flatMap(KeyType::records);
    }
    return type.isRecord() ? Stream.of(type) : Stream.of();
  }

  /** Whether a key {@code kind} tells which record it is. */
  boolean hasKinds() {
    return type.isSealed();
  }

  /** In words. */
  String words() {
    String one;
    if (hasKinds()) {
      one =
          "one of "
              + records().stream()
                  .map(kind -> Keys.spelled(kind.getSimpleName()))
                  .collect(Collectors.joining(", "));
    } else {
      one = type.isRecord() ? "keys with values" : ScalarType.of(type).expected();
    }
    return isList ? "a list, each item " + one : one;
  }
}
