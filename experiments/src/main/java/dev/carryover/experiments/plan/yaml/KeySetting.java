package dev.carryover.experiments.plan.yaml;

import dev.carryover.data.DataException;
import dev.carryover.experiments.plan.yaml.Node.Mapping;
import dev.carryover.experiments.plan.yaml.Node.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A key of an experiment file that is to have another value: {@code replicas=20}, {@code
 * stages.frozen.recipe.rate=0.1}, {@code stages.*.architecture.hidden=[64, 32]}. A stage is named
 * by its key or its number from 0; {@code *} means all of them.
 *
 * @param option where it was said, for messages
 * @param path keys joined by dots
 * @param value the new value
 */
record KeySetting(String option, String path, Node value) {

  /**
   * The override that an option gives as {@code path=value}.
   *
   * @throws DataException if there is no {@code =}, or no YAML behind it
   */
  static KeySetting parse(String option, String text) {
    int equals = text.indexOf('=');
    if (equals < 1) {
      throw new DataException(option + ": expected path=value, found " + text);
    }
    String path = text.substring(0, equals).strip();
    return of(option, path, text.substring(equals + 1));
  }

  /** The override of a path by a value as it would stand in a file. */
  static KeySetting of(String option, String path, String value) {
    String place = option + " " + path;
    return new KeySetting(place, path, YamlText.value(place, value));
  }

  /** The document with this key set. */
  Node applyTo(Node document) {
    return set(document, List.of(path.split("\\.", -1)), "");
  }

  private Node set(Node node, List<String> segments, String done) {
    if (segments.isEmpty()) {
      return value;
    }
    String segment = segments.getFirst();
    List<String> rest = segments.subList(1, segments.size());
    if (node instanceof Sequence sequence) {
      return setItems(sequence, segment, rest, done);
    }
    Mapping mapping = node instanceof Mapping m ? m : new Mapping(new Place(option, 0), Map.of());
    Node below =
        Objects.requireNonNullElseGet(
            mapping.entries().get(segment), () -> new Mapping(new Place(option, 0), Map.of()));
    return mapping.with(segment, set(below, rest, Paths.key(done, segment)));
  }

  private Node setItems(Sequence sequence, String segment, List<String> rest, String done) {
    List<Node> items = new ArrayList<>(sequence.items());
    List<String> names = new ArrayList<>();
    boolean found = false;
    for (int i = 0; i < items.size(); i++) {
      String name = Paths.itemName(sequence, i);
      names.add(name);
      if (segment.equals("*") || segment.equals(name) || segment.equals(Integer.toString(i))) {
        items.set(i, set(items.get(i), rest, Paths.key(done, name)));
        found = true;
      }
    }
    if (!found) {
      throw new DataException(
          "%s: expected *, or one of %s in %s, found %s"
              .formatted(option, String.join(", ", names), done, segment));
    }
    return new Sequence(sequence.place(), items);
  }
}
