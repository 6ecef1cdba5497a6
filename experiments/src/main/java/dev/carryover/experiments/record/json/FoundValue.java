package dev.carryover.experiments.record.json;

import dev.carryover.data.Excerpt;
import tools.jackson.databind.JsonNode;

/** What messages say was found in a JSON file. */
final class FoundValue {
  private FoundValue() {}

  /** A value in words, or as it stands in the file. */
  static String of(JsonNode node) {
    if (node.isMissingNode()) {
      return "nothing";
    }
    if (node.isObject()) {
      return "an object";
    }
    if (node.isArray()) {
      return "a list of " + node.size();
    }
    return node.isString() ? quoted(node.stringValue()) : Excerpt.text(node.toString());
  }

  /** A text in quotation marks. */
  static String quoted(String text) {
    return '"' + Excerpt.text(text) + '"';
  }
}
