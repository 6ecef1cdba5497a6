package dev.carryover.experiments.plan.yaml;

import dev.carryover.data.DataException;
import dev.carryover.experiments.plan.yaml.Node.Mapping;
import dev.carryover.experiments.plan.yaml.Node.Scalar;
import dev.carryover.experiments.plan.yaml.Node.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/** YAML as text and as {@link Node}s. */
final class YamlText {
  private static final YAMLMapper MAPPER =
      YAMLMapper.builder()
          .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
          .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
          .build();

  private final String source;
  private final boolean hasLines;
  private final JsonParser parser;

  private YamlText(String source, boolean hasLines, JsonParser parser) {
    this.source = source;
    this.hasLines = hasLines;
    this.parser = parser;
  }

  /**
   * The documents of a file's text, separated by lines of {@code ---}.
   *
   * @throws DataException if it is no YAML, or a key stands twice in one place
   */
  static List<Node> documents(String source, String text) {
    return read(source, true, text);
  }

  /**
   * A value as an option gives it.
   *
   * @throws DataException if it is no YAML
   */
  static Node value(String option, String text) {
    List<Node> values = read(option, false, text);
    return values.isEmpty() ? new Scalar(new Place(option, 0), "", false) : values.getFirst();
  }

  private static List<Node> read(String source, boolean hasLines, String text) {
    List<Node> documents = new ArrayList<>();
    try (JsonParser parser = MAPPER.createParser(text)) {
      YamlText reader = new YamlText(source, hasLines, parser);
      while (parser.nextToken() != null) {
        documents.add(reader.node());
      }
    } catch (JacksonException e) {
      int line = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNr());
      throw new Place(source, hasLines ? line : 0)
          .refuse("", "expected YAML, found: " + firstLine(e.getOriginalMessage()));
    }
    return documents;
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("").strip();
  }

  private Place place() {
    return new Place(source, hasLines ? parser.currentTokenLocation().getLineNr() : 0);
  }

  /** What begins with the current token. */
  private Node node() {
    Place place = place();
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> mapping(place);
      case START_ARRAY -> {
        List<Node> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.add(node());
        }
        yield new Sequence(place, items);
      }
      case VALUE_NULL -> new Scalar(place, "", false);
      // Empty and yet a text: it stands in quotes.
      default -> new Scalar(place, parser.getString(), parser.getString().isEmpty());
    };
  }

  private Mapping mapping(Place place) {
    Map<String, Node> entries = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      Place here = place();
      parser.nextToken();
      if (entries.put(key, node()) != null) {
        throw here.refuse(key, "expected each key once, found it twice");
      }
    }
    return new Mapping(place, entries);
  }

  /** The YAML of a node, block by block. */
  static String text(Node node) {
    return MAPPER.writeValueAsString(plain(node));
  }

  private static Object plain(Node node) {
    return switch (node) {
      case Mapping mapping -> {
        Map<String, Object> map = new LinkedHashMap<>();
        mapping.entries().forEach((key, value) -> map.put(key, plain(value)));
        yield map;
      }
      case Sequence sequence -> sequence.items().stream().map(YamlText::plain).toList();
      case Scalar scalar -> scalar.quoted() ? scalar.text() : number(scalar.text());
    };
  }

  /** A number or a truth value as itself, so that it is written without quotes. */
  private static Object number(String text) {
    if (text.equals("true") || text.equals("false")) {
      return Boolean.valueOf(text);
    }
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException notWhole) {
      try {
        return Double.valueOf(text);
      } catch (NumberFormatException notNumber) {
        return text;
      }
    }
  }
}
