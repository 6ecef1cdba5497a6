package dev.carryover.weights;

import dev.carryover.data.DataException;
import dev.carryover.data.Excerpt;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a safetensors file says it holds. The tensors' byte ranges fill its values without a gap and
 * without overlapping, so that reading all of them takes no more than in proportion to the file.
 *
 * @param tensors by name, in the file's order
 * @param metadata what it says about itself
 */
record SafetensorsHeader(Map<String, Entry> tensors, JsonNode metadata) {
  /** The key beside the tensors' names under which a file holds text about itself. */
  static final String METADATA = "__metadata__";

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /**
   * One tensor.
   *
   * @param description its dtype and shape as the file has them; looked at when it is asked for
   * @param start its first byte, counted from the first of the values
   * @param end the byte behind its last
   */
  record Entry(JsonNode description, long start, long end) {}

  /**
   * Reads a header.
   *
   * @param file for messages
   * @param size how many bytes of values the file has
   * @throws DataException if it is no header of such a file
   */
  static SafetensorsHeader parse(Path file, byte[] json, long size) {
    Map<String, Entry> tensors = new LinkedHashMap<>();
    JsonNode tree = tree(file, json);
    for (Map.Entry<String, JsonNode> tensor : tree.properties()) {
      if (!tensor.getKey().equals(METADATA)) {
        tensors.put(tensor.getKey(), entry(file, tensor.getKey(), tensor.getValue()));
      }
    }
    requireNeighbours(file, tensors, size);
    return new SafetensorsHeader(tensors, tree.path(METADATA));
  }

  private static JsonNode tree(Path file, byte[] json) {
    try {
      JsonNode header = JSON.readTree(json);
      if (header.isObject()) {
        return header;
      }
    } catch (JacksonException e) {
      throw new DataException(
          file
              + ": expected a JSON header, found something else: "
              + e.getOriginalMessage().lines().findFirst().orElse(""),
          e);
    }
    throw new DataException(file + ": expected a JSON object as header, found another value");
  }

  private static Entry entry(Path file, String name, JsonNode description) {
    JsonNode offsets = description.path("data_offsets");
    JsonNode start = offsets.path(0);
    JsonNode end = offsets.path(1);
    if (offsets.size() != 2
        || !start.canConvertToLong()
        || !end.canConvertToLong()
        || !start.isIntegralNumber()
        || !end.isIntegralNumber()
        || start.longValue() < 0
        || end.longValue() < start.longValue()) {
      throw new DataException(
          "%s: expected tensor %s with data_offsets [start, end], found %s"
              .formatted(file, Excerpt.text(name), Excerpt.text(offsets.toString())));
    }
    return new Entry(description, start.longValue(), end.longValue());
  }

  /** As the format's README demands: no byte is without a tensor, none belongs to two. */
  private static void requireNeighbours(Path file, Map<String, Entry> tensors, long size) {
    List<Map.Entry<String, Entry>> inOrder =
        tensors.entrySet().stream()
            .sorted(
                Comparator.<Map.Entry<String, Entry>>comparingLong(t -> t.getValue().start())
                    .thenComparingLong(t -> t.getValue().end()))
            .toList();
    long end = inOrder.stream().mapToLong(tensor -> tensor.getValue().end()).max().orElse(0);
    if (end > size) {
      throw new DataException(
          "%s: cut off: expected %d bytes of values, found %d".formatted(file, end, size));
    }
    if (end < size) {
      throw new DataException(
          "%s: expected %d bytes of values, found %d".formatted(file, end, size));
    }
    long next = 0;
    for (Map.Entry<String, Entry> tensor : inOrder) {
      if (tensor.getValue().start() != next) {
        throw new DataException(
            "%s: expected tensor %s at byte %d, where the one before it ends, found %d"
                .formatted(file, Excerpt.text(tensor.getKey()), next, tensor.getValue().start()));
      }
      next = tensor.getValue().end();
    }
  }
}
