package dev.carryover.experiments.plan.yaml;

import dev.carryover.experiments.plan.yaml.Node.Mapping;
import dev.carryover.experiments.plan.yaml.Node.Scalar;
import dev.carryover.experiments.plan.yaml.Node.Sequence;

/**
 * Paths of keys as users read and write them: keys joined by dots, an item of a list by its own
 * {@code key}, else by its number from 0.
 */
final class Paths {
  private Paths() {}

  /** A node and the path that leads to it. */
  record Located(Node node, String path) {}

  static String key(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  static String item(String path, Sequence sequence, int index) {
    return key(path, itemName(sequence, index));
  }

  /** What an item is called in a path. */
  static String itemName(Sequence sequence, int index) {
    return sequence.items().get(index) instanceof Mapping mapping
            && mapping.entries().get("key") instanceof Scalar key
        ? key.text()
        : Integer.toString(index);
  }

  /** The node below another at a path with numbers for items, or the nearest above it. */
  static Located locate(Node root, String path, String below) {
    Located located = new Located(root, path);
    for (String segment : below.split("\\.", -1)) {
      Node node = located.node();
      if (node instanceof Sequence sequence && segment.chars().allMatch(Character::isDigit)) {
        int index = Integer.parseInt(segment);
        located = new Located(sequence.items().get(index), item(located.path(), sequence, index));
      } else {
        Node next = node instanceof Mapping mapping ? mapping.entries().get(segment) : null;
        located = new Located(next == null ? node : next, key(located.path(), segment));
      }
    }
    return located;
  }
}
