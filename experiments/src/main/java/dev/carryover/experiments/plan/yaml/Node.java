package dev.carryover.experiments.plan.yaml;

import dev.carryover.data.Excerpt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A piece of YAML that knows where it stands. */
sealed interface Node {

  /** Where it begins. */
  Place place();

  /** What it is, in a word, for messages. */
  String kind();

  /**
   * Keys with values.
   *
   * @param entries in their order; this mapping's own, copied
   */
  record Mapping(Place place, Map<String, Node> entries) implements Node {
    public Mapping {
      entries = new LinkedHashMap<>(entries);
    }

    @Override
    public String kind() {
      return "keys with values";
    }

    /** The same with one entry set. */
    Mapping with(String key, Node value) {
      Mapping copy = new Mapping(place, entries);
      copy.entries.put(key, value);
      return copy;
    }

    /** The same with one entry left out. */
    Mapping without(String key) {
      Mapping copy = new Mapping(place, entries);
      copy.entries.remove(key);
      return copy;
    }

    /**
     * These entries under another's: what the other says replaces what stands here, mappings key by
     * key, unless the other's mapping names a {@code kind} of its own.
     */
    Mapping under(Mapping over) {
      Mapping merged = new Mapping(over.place, entries);
      over.entries.forEach((key, value) ->
          merged.entries.merge(
              key,
              value,
              (below, above) ->
                  below instanceof Mapping low
                          && above instanceof Mapping high
                          && !high.entries.containsKey("kind")
                      ? low.under(high)
                      : above));
      return merged;
    }
  }

  /**
   * Values in their order.
   *
   * @param items copied
   */
  record Sequence(Place place, List<Node> items) implements Node {
    public Sequence {
      items = new ArrayList<>(items);
    }

    @Override
    public String kind() {
      return "a list";
    }
  }

  /**
   * One value.
   *
   * @param text as it stands there
   * @param quoted whether it can only be text
   */
  record Scalar(Place place, String text, boolean quoted) implements Node {
    @Override
    public String kind() {
      return isNull() ? "nothing" : "\"" + Excerpt.text(text) + "\"";
    }

    /** Whether nothing stands there. */
    boolean isNull() {
      return !quoted && (text.isEmpty() || text.equals("null") || text.equals("~"));
    }
  }
}
