package dev.carryover.experiments.plan.yaml;

import dev.carryover.data.Excerpt;
import dev.carryover.experiments.plan.InvalidPlanException;
import dev.carryover.experiments.plan.yaml.Node.Mapping;
import dev.carryover.experiments.plan.yaml.Node.Scalar;
import dev.carryover.experiments.plan.yaml.Node.Sequence;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes plans of YAML: a record of a mapping with its components as keys, one of several kinds of
 * records by the key {@code kind}, a constant by its name, numbers, texts and lists of them.
 */
final class Binder {
  private static final String KIND = "kind";

  private Binder() {}

  /**
   * The value that a node stands for.
   *
   * @throws dev.carryover.data.DataException if it stands for none, with its place, the key's path,
   *     what was expected and what was found
   */
  static <T> T bind(Node node, Class<T> type) {
    return type.cast(bind(node, type, ""));
  }

  private static Object bind(Node node, Type type, String path) {
    if (type instanceof ParameterizedType generic) {
      Type element = generic.getActualTypeArguments()[0];
      return generic.getRawType() == Optional.class
          ? isNull(node) ? Optional.empty() : Optional.of(bind(node, element, path))
          : list(node, element, path);
    }
    Class<?> plain = (Class<?>) type;
    if (plain == OptionalInt.class) {
      return isNull(node)
          ? OptionalInt.empty()
          : OptionalInt.of((Integer) bind(node, int.class, path));
    }
    if (plain == OptionalDouble.class) {
      return isNull(node)
          ? OptionalDouble.empty()
          : OptionalDouble.of((Double) bind(node, double.class, path));
    }
    if (plain.isSealed()) {
      return oneOf(node, plain, path);
    }
    return plain.isRecord() ? record(node, plain, path) : ScalarType.of(plain).read(node, path);
  }

  private static boolean isNull(Node node) {
    return node instanceof Scalar scalar && scalar.isNull();
  }

  /** A list; one value alone is a list of one. */
  private static List<?> list(Node node, Type element, String path) {
    if (node instanceof Sequence sequence) {
      List<Object> items = new ArrayList<>();
      for (int i = 0; i < sequence.items().size(); i++) {
        items.add(bind(sequence.items().get(i), element, Paths.item(path, sequence, i)));
      }
      return items;
    }
    if (node instanceof Scalar scalar && !scalar.isNull() && !((Class<?>) element).isRecord()) {
      return List.of(bind(node, element, path));
    }
    throw node.place().refuse(path, "expected a list, found " + node.kind());
  }

  private static Object oneOf(Node node, Class<?> type, String path) {
    Map<String, Class<?>> kinds =
        new KeyType(type, false)
            .records().stream()
                .collect(
                    Collectors.toMap(kind -> Keys.spelled(kind.getSimpleName()), kind -> kind));
    String expected =
        "one of " + kinds.keySet().stream().sorted().collect(Collectors.joining(", "));
    Node named = node instanceof Mapping mapping ? mapping.entries().get(KIND) : node;
    if (!(named instanceof Scalar name)) {
      throw node.place().refuse(Paths.key(path, KIND), "expected " + expected + ", found nothing");
    }
    Class<?> kind = kinds.get(name.text());
    if (kind == null) {
      String key = node instanceof Mapping ? Paths.key(path, KIND) : path;
      throw name.place().refuse(key, "expected %s, found %s".formatted(expected, name.kind()));
    }
    Mapping rest =
        node instanceof Mapping mapping
            ? mapping.without(KIND)
            : new Mapping(node.place(), Map.of());
    return record(rest, kind, path);
  }

  private static Object record(Node node, Class<?> type, String path) {
    if (!(node instanceof Mapping mapping)) {
      throw node.place().refuse(path, "expected keys with values, found " + node.kind());
    }
    RecordComponent[] components = type.getRecordComponents();
    List<String> names = Arrays.stream(components).map(RecordComponent::getName).toList();
    mapping
        .entries()
        .forEach((key, value) -> {
          if (!names.contains(key)) {
            throw value.place().refuse(Paths.key(path, key), unknown(key, names));
          }
        });
    List<Object> values = new ArrayList<>();
    for (RecordComponent component : components) {
      values.add(component(mapping, component, path));
    }
    return construct(type, values, mapping, path);
  }

  private static String unknown(String key, List<String> names) {
    return Nearest.to(key, names)
            .map(nearest -> "expected a key that there is, perhaps " + nearest)
            .orElse("expected one of " + String.join(", ", names))
        + ", found "
        + Excerpt.text(key);
  }

  private static Object component(Mapping mapping, RecordComponent component, String path) {
    String key = component.getName();
    String keyPath = Paths.key(path, key);
    Optional<Node> standard = Keys.of(component).standard();
    Node given = mapping.entries().get(key);
    if (given instanceof Mapping below
        && standard.orElse(null) instanceof Mapping above
        && !below.entries().containsKey(KIND)) {
      given = above.under(below);
    }
    Node node = given == null ? standard.orElse(null) : given;
    if (node != null) {
      return bind(node, component.getGenericType(), keyPath);
    }
    @Nullable Object absent = absent(component.getType());
    if (absent == null) {
      throw mapping.place().refuse(keyPath, "expected this key, found nothing");
    }
    return absent;
  }

  /** What stands for a key that is left out; null: it must not be. */
  private static @Nullable Object absent(Class<?> type) {
    if (type == Optional.class) {
      return Optional.empty();
    }
    if (type == OptionalInt.class) {
      return OptionalInt.empty();
    }
    if (type == OptionalDouble.class) {
      return OptionalDouble.empty();
    }
    return type == List.class ? List.of() : null;
  }

  private static Object construct(
      Class<?> type, List<Object> values, Mapping mapping, String path) {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      return type.getDeclaredConstructor(types).newInstance(values.toArray());
    } catch (InvocationTargetException e) {
      Throwable cause = Objects.requireNonNull(e.getCause());
      if (cause instanceof InvalidPlanException invalid) {
        Paths.Located located = Paths.locate(mapping, path, invalid.key());
        throw located.node().place().refuse(located.path(), invalid.reason());
      }
      if (cause instanceof IllegalArgumentException) {
        throw mapping.place().refuse(path, String.valueOf(cause.getMessage()));
      }
      throw new IllegalStateException(cause);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " is not a public record", e);
    }
  }
}
