package dev.carryover.experiments.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.carryover.data.DataException;
import dev.carryover.data.IoReason;
import dev.carryover.data.RegularFile;
import dev.carryover.experiments.record.json.InvalidValueException;
import dev.carryover.experiments.record.json.TreeReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** How our files are written as JSON and read again: indented, what is absent left out. */
public final class Json {
  private static final String EXPECTED = "a JSON file";
  private static final long LARGEST = 1L << 30;

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_ABSENT))
          .build();

  private Json() {}

  /** A record as JSON text, with a line feed at its end. */
  public static String text(Object value) {
    return MAPPER.writeValueAsString(value) + "\n";
  }

  /**
   * A record as JSON text with further keys behind its own.
   *
   * @param more their values by their keys
   */
  static String text(Record value, Map<String, Object> more) {
    ObjectNode tree = MAPPER.valueToTree(value);
    more.forEach((key, added) -> tree.set(key, MAPPER.valueToTree(added)));
    return text(tree);
  }

  /**
   * The record that a file holds, all of it checked: see {@link TreeReader}.
   *
   * @throws DataException if it cannot be read, is no JSON, or a key is missing or has a value that
   *     it must not have; the message names file and key
   */
  public static <T extends Record> T read(Path file, Class<T> type) {
    return read(file, type, tree(file));
  }

  /**
   * {@link #read(Path, Class)} for a file whose key {@code schema} says how it is to be read: that
   * is looked at before anything else.
   *
   * @throws DataException also if it is another schema
   */
  public static <T extends Record> T read(Path file, Class<T> type, int schema) {
    return read(file, type, schema, tree(file));
  }

  /**
   * {@link #read(Path, Class, int)} for JSON that stands within another file.
   *
   * @param file for messages
   */
  public static <T extends Record> T parse(Path file, String text, Class<T> type, int schema) {
    return read(file, type, schema, tree(file, text.getBytes(StandardCharsets.UTF_8)));
  }

  private static <T extends Record> T read(Path file, Class<T> type, int schema, JsonNode tree) {
    JsonNode found = tree.get("schema");
    if (found != null && found.isIntegralNumber() && !found.asString().equals("" + schema)) {
      throw new DataException(
          "%s: expected schema %d, found %s".formatted(file, schema, found.asString()));
    }
    return read(file, type, tree);
  }

  private static <T extends Record> T read(Path file, Class<T> type, JsonNode tree) {
    try {
      return TreeReader.read(tree, type);
    } catch (InvalidValueException e) {
      throw new DataException(file + ": " + e.getMessage(), e);
    }
  }

  /**
   * What a file holds, unchecked.
   *
   * @throws DataException if it cannot be read, or is no JSON
   */
  static JsonNode tree(Path file) {
    long size = RegularFile.size(file, EXPECTED);
    if (size > LARGEST) {
      throw new DataException(
          "%s: expected at most %d bytes of JSON, found %d".formatted(file, LARGEST, size));
    }
    try {
      return tree(file, Files.readAllBytes(file));
    } catch (IOException e) {
      throw new DataException(
          "%s: expected %s, found %s".formatted(file, EXPECTED, IoReason.of(e)), e);
    }
  }

  private static JsonNode tree(Path file, byte[] content) {
    try {
      return MAPPER.readTree(content);
    } catch (JacksonException e) {
      throw new DataException(
          "%s: %sexpected JSON, found something else: %s"
              .formatted(file, line(e.getLocation()), firstLine(e.getOriginalMessage())),
          e);
    }
  }

  /** Some errors have no place, for example nesting that is too deep. */
  private static String line(@Nullable TokenStreamLocation location) {
    return location == null ? "" : "line %d: ".formatted(location.getLineNr());
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("");
  }
}
