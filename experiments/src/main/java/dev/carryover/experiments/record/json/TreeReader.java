package dev.carryover.experiments.record.json;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Makes records of JSON trees. Every key that a record has must be there, unless its component is
 * optional, with a value of its type; null is no value, and keys that a record lacks are left
 * alone, since a newer version may have written them. What a value must be beyond its type is
 * checked by the records' own constructors.
 */
public final class TreeReader {
  private TreeReader() {}

  /**
   * The record that a tree holds.
   *
   * @throws InvalidValueException if a value is missing or is not what it should be, or a record's
   *     constructor refuses its values
   * @throws IllegalArgumentException if a component has a type that this cannot read
   */
  public static <T extends Record> T read(JsonNode tree, Class<T> type) {
    return type.cast(record(tree, type, KeyPath.ROOT));
  }

  private static Object value(JsonNode node, Type type, KeyPath path) {
    Class<?> raw = raw(type);
    if (raw == List.class) {
      return list(node, argument(type, 0), path);
    }
    if (raw == Map.class && argument(type, 0) == String.class) {
      return map(node, argument(type, 1), path);
    }
    if (raw == Optional.class) {
      return Optional.of(value(node, argument(type, 0), path));
    }
    if (raw == OptionalDouble.class) {
      return OptionalDouble.of(Scalars.number(node, path));
    }
    if (raw == OptionalInt.class) {
      return OptionalInt.of((int) Scalars.whole(node, Integer.MIN_VALUE, Integer.MAX_VALUE, path));
    }
    if (raw == OptionalLong.class) {
      return OptionalLong.of(Scalars.whole(node, Long.MIN_VALUE, Long.MAX_VALUE, path));
    }
    return raw.isRecord() ? record(node, raw, path) : Scalars.read(node, raw, path);
  }

  private static List<Object> list(JsonNode node, Type element, KeyPath path) {
    if (!node.isArray()) {
      throw InvalidValueException.expected("a list", FoundValue.of(node), path);
    }
    List<Object> list = new ArrayList<>(node.size());
    for (int i = 0; i < node.size(); i++) {
      list.add(value(node.path(i), element, path.index(i)));
    }
    return list;
  }

  /** In the file's order. */
  private static Map<String, Object> map(JsonNode node, Type element, KeyPath path) {
    if (!node.isObject()) {
      throw InvalidValueException.expected("an object", FoundValue.of(node), path);
    }
    Map<String, Object> map = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      map.put(entry.getKey(), value(entry.getValue(), element, path.key(entry.getKey())));
    }
    return map;
  }

  private static Object record(JsonNode node, Class<?> type, KeyPath path) {
    if (!node.isObject()) {
      throw InvalidValueException.expected("an object", FoundValue.of(node), path);
    }
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      values[i] = component(node, components[i], path);
    }
    return RecordConstructor.of(type).make(values, path);
  }

  private static Object component(JsonNode node, RecordComponent component, KeyPath path) {
    String key = key(component);
    Type type = component.getGenericType();
    JsonNode found = node.get(key);
    if (found != null) {
      return value(found, type, path.key(key));
    }
    Object absent = absent(raw(type));
    if (absent == null) {
      throw InvalidValueException.expected(words(type), "nothing", path.key(key));
    }
    return absent;
  }

  private static String key(RecordComponent component) {
    JsonProperty named = component.getAccessor().getAnnotation(JsonProperty.class);
    return named == null || named.value().isEmpty() ? component.getName() : named.value();
  }

  /** What stands for a missing value; null if it must be there. */
  private static @Nullable Object absent(Class<?> type) {
    if (type == Optional.class) {
      return Optional.empty();
    }
    if (type == OptionalDouble.class) {
      return OptionalDouble.empty();
    }
    if (type == OptionalInt.class) {
      return OptionalInt.empty();
    }
    return type == OptionalLong.class ? OptionalLong.empty() : null;
  }

  private static String words(Type type) {
    Class<?> raw = raw(type);
    if (raw == List.class) {
      return "a list";
    }
    return raw == Map.class || raw.isRecord() ? "an object" : Scalars.words(raw);
  }

  private static Class<?> raw(Type type) {
    return switch (type) {
      case Class<?> simple -> simple;
      case ParameterizedType generic -> raw(generic.getRawType());
      default -> throw new IllegalArgumentException("no JSON is read as " + type);
    };
  }

  private static Type argument(Type type, int index) {
    if (type instanceof ParameterizedType generic) {
      return generic.getActualTypeArguments()[index];
    }
    throw new IllegalArgumentException("no JSON is read as a raw " + type);
  }
}
