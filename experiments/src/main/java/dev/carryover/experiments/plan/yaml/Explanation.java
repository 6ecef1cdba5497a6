package dev.carryover.experiments.plan.yaml;

import dev.carryover.data.DataException;
import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.yaml.Keys.Entry;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What a key of an experiment file means, in lines for people. */
public final class Explanation {
  private Explanation() {}

  /** A key, where it stands and what it can hold. */
  private record Key(String path, RecordComponent component) {
    KeyType type() {
      return KeyType.of(component.getGenericType());
    }
  }

  /**
   * Explains a key: what it holds, what it means, what it is where it is left out, and the keys
   * below it.
   *
   * @param asked its path, as {@code stages.recipe.rate}, or the end of it, as {@code rate}; empty:
   *     all keys
   * @throws DataException if there is no such key
   */
  public static List<String> of(String asked) {
    List<Key> all = new ArrayList<>();
    collect("", Experiment.class, all);
    List<String> lines = new ArrayList<>();
    if (asked.isEmpty()) {
      all.forEach(key -> lines.add(line(key)));
      return lines;
    }
    List<Key> found =
        all.stream()
            .filter(key -> key.path().equals(asked) || key.path().endsWith("." + asked))
            .toList();
    if (found.isEmpty()) {
      throw new DataException("KEY: " + unknown(asked, all));
    }
    for (Key key : found) {
      lines.addAll(full(key));
      all.stream()
          .filter(below ->
              below.path().startsWith(key.path() + ".")
                  || below.path().startsWith(key.path() + "("))
          .forEach(below -> lines.add("  " + line(below)));
    }
    return lines;
  }

  private static void collect(String path, Class<?> type, List<Key> keys) {
    for (RecordComponent component : type.getRecordComponents()) {
      Key key = new Key(Paths.key(path, component.getName()), component);
      keys.add(key);
      KeyType below = key.type();
      for (Class<?> kind : below.records()) {
        String within =
            below.hasKinds()
                ? key.path() + "(" + Keys.spelled(kind.getSimpleName()) + ")"
                : key.path();
        collect(within, kind, keys);
      }
    }
  }

  private static String line(Key key) {
    return "%s: %s".formatted(key.path(), Keys.of(key.component()).meaning());
  }

  private static List<String> full(Key key) {
    Entry entry = Keys.of(key.component());
    return Stream.of(
            line(key),
            "  holds    " + key.type().words(),
            "  default  " + entry.standard().map(Sweep::text).orElse("none"))
        .toList();
  }

  private static String unknown(String asked, List<Key> all) {
    List<String> names =
        all.stream()
            .flatMap(key -> Stream.of(key.path(), key.component().getName()))
            .distinct()
            .toList();
    return Nearest.to(asked, names)
            .map(nearest -> "expected a key that there is, perhaps " + nearest)
            .orElse(
                "expected a key of experiment files, one of "
                    + String.join(", ", components(Experiment.class)))
        + ", found "
        + asked;
  }

  private static List<String> components(Class<?> type) {
    return Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList();
  }
}
