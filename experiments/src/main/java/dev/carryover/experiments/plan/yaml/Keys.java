package dev.carryover.experiments.plan.yaml;

import dev.carryover.experiments.plan.yaml.Node.Mapping;
import dev.carryover.experiments.plan.yaml.Node.Scalar;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What every key of an experiment file means, and what it is where a file leaves it out. */
final class Keys {
  private static final String RESOURCE = "keys.yaml";

  /** The keys of every record, by the record's simple name and the key. */
  private static final Map<String, Map<String, Entry>> ENTRIES = read();

  private Keys() {}

  /**
   * One key.
   *
   * @param meaning one line of documentation
   * @param standard its value where a file leaves it out; empty: it has none
   */
  record Entry(String meaning, Optional<Node> standard) {}

  /**
   * What a record's component means as a key.
   *
   * @throws IllegalStateException if the resource does not document it
   */
  static Entry of(RecordComponent component) {
    Map<String, Entry> keys = ENTRIES.get(component.getDeclaringRecord().getSimpleName());
    Entry entry = keys == null ? null : keys.get(component.getName());
    if (entry == null) {
      throw new IllegalStateException(
          "%s does not document %s.%s"
              .formatted(
                  RESOURCE, component.getDeclaringRecord().getSimpleName(), component.getName()));
    }
    return entry;
  }

  /** All that is documented, by record and key. */
  static Map<String, Map<String, Entry>> all() {
    return ENTRIES;
  }

  /** A constant's or a record's name as files spell it: {@code SQUARED_ERROR} is squaredError. */
  static String spelled(String name) {
    if (name.equals(name.toUpperCase(Locale.ROOT))) {
      StringBuilder text = new StringBuilder();
      for (String word : name.toLowerCase(Locale.ROOT).split("_", -1)) {
        text.append(
            text.isEmpty()
                ? word
                : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
      }
      return text.toString();
    }
    return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }

  private static Map<String, Map<String, Entry>> read() {
    Map<String, Map<String, Entry>> records = new LinkedHashMap<>();
    Mapping root = (Mapping) YamlText.documents(RESOURCE, text()).getFirst();
    root.entries()
        .forEach((name, keys) -> {
          Map<String, Entry> entries = new LinkedHashMap<>();
          ((Mapping) keys)
              .entries()
              .forEach((key, entry) -> entries.put(key, entry((Mapping) entry)));
          records.put(name, entries);
        });
    return records;
  }

  private static Entry entry(Mapping entry) {
    Scalar meaning = (Scalar) Objects.requireNonNull(entry.entries().get("meaning"), "meaning");
    return new Entry(meaning.text(), Optional.ofNullable(entry.entries().get("default")));
  }

  private static String text() {
    try (InputStream stream =
        Objects.requireNonNull(Keys.class.getResourceAsStream(RESOURCE), RESOURCE)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
