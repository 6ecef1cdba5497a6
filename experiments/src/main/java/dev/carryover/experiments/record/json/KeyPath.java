package dev.carryover.experiments.record.json;

/**
 * Where a value stands in a JSON file, for example {@code protocols.published.heldout[3].mean}.
 *
 * @param text as messages show it; empty for the file's whole value
 */
record KeyPath(String text) {
  static final KeyPath ROOT = new KeyPath("");

  /** A key of the object here; one that is no plain word stands quoted in brackets. */
  KeyPath key(String key) {
    if (!key.matches("[A-Za-z0-9_-]{1,60}")) {
      return new KeyPath(text + "[" + FoundValue.quoted(key) + "]");
    }
    return new KeyPath(text.isEmpty() ? key : text + "." + key);
  }

  /** A place in the list here, 0 the first. */
  KeyPath index(int index) {
    return new KeyPath(text + "[" + index + "]");
  }

  /** The path and a colon before a message; the message alone for the whole value. */
  String before(String message) {
    return text.isEmpty() ? message : text + ": " + message;
  }
}
