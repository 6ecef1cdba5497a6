package dev.carryover.experiments.plan.yaml;

import dev.carryover.experiments.plan.yaml.Node.Mapping;
import dev.carryover.experiments.plan.yaml.Node.Scalar;
import dev.carryover.experiments.plan.yaml.Node.Sequence;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Makes YAML of plans, every key with its value: what {@link Binder} reads as the same plan. */
final class Unbinder {
  private static final Place NOWHERE = new Place("", 0);

  private Unbinder() {}

  /** The node of a value; empty where it is an absent one. */
  static Optional<Node> node(Object value) {
    return switch (value) {
      case Optional<?> optional -> optional.flatMap(Unbinder::node);
      case OptionalInt number -> number.isPresent() ? node(number.getAsInt()) : Optional.empty();
      case OptionalDouble number ->
          number.isPresent() ? node(number.getAsDouble()) : Optional.empty();
      case List<?> list ->
          Optional.of(
              new Sequence(
                  NOWHERE, list.stream().map(Unbinder::node).flatMap(Optional::stream).toList()));
      case Record plan -> Optional.of(mapping(plan));
      case Enum<?> constant -> scalar(ScalarType.name(constant), true);
      case String text -> scalar(text, true);
      default -> scalar(value.toString(), false);
    };
  }

  private static Optional<Node> scalar(String text, boolean quoted) {
    return Optional.of(new Scalar(NOWHERE, text, quoted));
  }

  private static Mapping mapping(Record plan) {
    Map<String, Node> entries = new LinkedHashMap<>();
    if (isOneOfSeveral(plan.getClass())) {
      entries.put("kind", new Scalar(NOWHERE, Keys.spelled(plan.getClass().getSimpleName()), true));
    }
    for (RecordComponent component : plan.getClass().getRecordComponents()) {
      node(value(plan, component)).ifPresent(node -> entries.put(component.getName(), node));
    }
    return new Mapping(NOWHERE, entries);
  }

  private static boolean isOneOfSeveral(Class<?> type) {
    for (Class<?> implemented : type.getInterfaces()) {
      if (implemented.isSealed()) {
        return true;
      }
    }
    return false;
  }

  private static Object value(Record plan, RecordComponent component) {
    try {
      return component.getAccessor().invoke(plan);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(plan.getClass() + " is not a public record", e);
    }
  }
}
