package dev.carryover.experiments.plan.yaml;

import dev.carryover.experiments.plan.Axis;
import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.Stage;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The JSON schema of experiment files, with which editors complete and check keys. */
public final class Schema {
  private Schema() {}

  /** The schema, JSON Schema draft 2020-12, as nested maps and lists. */
  public static Map<String, Object> json() {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", "Carryover experiment");
    Map<String, Object> experiment = record(Experiment.class, Map.of());
    Map<String, Object> keys = properties(Experiment.class);
    keys.put(
        "defaults",
        described("What every stage has unless it says otherwise.", record(Stage.class, Map.of())));
    keys.put(
        "axes",
        described(
            "Keys that take several values: one experiment for every combination.",
            list(record(Axis.class, Map.of()))));
    experiment.put("properties", keys);
    schema.putAll(experiment);
    return schema;
  }

  private static Map<String, Object> record(Class<?> type, Map<String, Object> kind) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    Map<String, Object> keys = new LinkedHashMap<>(kind);
    keys.putAll(properties(type));
    schema.put("properties", keys);
    schema.put("additionalProperties", false);
    return schema;
  }

  private static Map<String, Object> properties(Class<?> type) {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (RecordComponent component : type.getRecordComponents()) {
      properties.put(
          component.getName(),
          described(Keys.of(component).meaning(), value(KeyType.of(component.getGenericType()))));
    }
    return properties;
  }

  private static Map<String, Object> described(String meaning, Map<String, Object> schema) {
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("description", meaning);
    described.putAll(schema);
    return described;
  }

  private static Map<String, Object> value(KeyType type) {
    Map<String, Object> one = one(type);
    if (!type.isList()) {
      return one;
    }
    Map<String, Object> list = list(one);
    return type.records().isEmpty() ? Map.of("anyOf", List.of(list, one)) : list;
  }

  /** In an order of its own: that of {@code Map.of} differs from one JVM to the next. */
  private static Map<String, Object> list(Map<String, Object> items) {
    Map<String, Object> list = new LinkedHashMap<>();
    list.put("type", "array");
    list.put("items", items);
    return list;
  }

  private static Map<String, Object> one(KeyType type) {
    if (type.hasKinds()) {
      List<Object> kinds =
          new java.util.ArrayList<>(
              List.of(
                  Map.of(
                      "enum",
                      type.records().stream()
                          .map(kind -> Keys.spelled(kind.getSimpleName()))
                          .toList())));
      type.records()
          .forEach(kind ->
              kinds.add(
                  record(
                      kind, Map.of("kind", Map.of("const", Keys.spelled(kind.getSimpleName()))))));
      return Map.of("anyOf", kinds);
    }
    Class<?> plain = type.type();
    if (plain.isRecord()) {
      return record(plain, Map.of());
    }
    if (plain.isEnum()) {
      return Map.of("enum", Arrays.stream(plain.getEnumConstants()).map(ScalarType::name).toList());
    }
    if (plain == String.class) {
      return Map.of("type", List.of("string", "number", "boolean"));
    }
    if (plain == boolean.class) {
      return Map.of("type", "boolean");
    }
    return Map.of("type", plain == double.class || plain == Double.class ? "number" : "integer");
  }
}
