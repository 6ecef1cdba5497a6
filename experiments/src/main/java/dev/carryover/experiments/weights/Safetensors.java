package dev.carryover.experiments.weights;

import dev.carryover.data.DataException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Named tensors in Hugging Face's safetensors format: eight bytes little-endian, the length of a
 * JSON header; the header, for each tensor its dtype, shape and byte range; then the values,
 * little-endian, row-major.
 *
 * <p>Source of the format: the README of the safetensors project, "Format".
 */
public final class Safetensors {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final String METADATA = "__metadata__";
  private static final int LENGTH_BYTES = 8;

  /** Number types of the format that parameters come in. */
  private enum Dtype {
    F32(Float.BYTES),
    F64(Double.BYTES);

    private final int bytes;

    Dtype(int bytes) {
      this.bytes = bytes;
    }
  }

  private Safetensors() {}

  /**
   * The content of a file that holds the given tensors, always the same bytes: all as F32 if that
   * is exact, else all as F64, so that every value lies at a multiple of its size.
   *
   * @param metadata text about the file, by key
   */
  public static byte[] encode(List<NamedTensor> tensors, Map<String, String> metadata) {
    ObjectNode header = JSON.createObjectNode();
    ObjectNode texts = header.putObject(METADATA);
    new TreeMap<>(metadata).forEach(texts::put);
    Dtype dtype = tensors.stream().allMatch(NamedTensor::isFloat32) ? Dtype.F32 : Dtype.F64;
    int end = 0;
    for (NamedTensor tensor : tensors) {
      ObjectNode entry = header.putObject(tensor.name()).put("dtype", dtype.name());
      tensor.shape().forEach(entry.putArray("shape")::add);
      int start = end;
      end = Math.addExact(end, Math.multiplyExact(tensor.values().length, dtype.bytes));
      entry.putArray("data_offsets").add(start).add(end);
    }
    byte[] json = padded(header.toString());
    ByteBuffer file =
        ByteBuffer.allocate(Math.addExact(LENGTH_BYTES + json.length, end))
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(json.length)
            .put(json);
    for (NamedTensor tensor : tensors) {
      for (double value : tensor.values()) {
        if (dtype == Dtype.F32) {
          file.putFloat((float) value);
        } else {
          file.putDouble(value);
        }
      }
    }
    return file.array();
  }

  /**
   * Spaces after the header bring the values to a multiple of eight bytes, as the format's own
   * writer does.
   */
  private static byte[] padded(String header) {
    int length = header.getBytes(StandardCharsets.UTF_8).length;
    return (header + " ".repeat(Math.ceilDiv(length, 8) * 8 - length))
        .getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The tensors in a file, in its order.
   *
   * @throws DataException if the file cannot be read, is no safetensors file, or holds a tensor
   *     that is neither F32 nor F64, naming file, expected and found
   */
  public static List<NamedTensor> read(Path file) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new DataException(
          file + ": expected a readable safetensors file, found " + e.getClass().getSimpleName(),
          e);
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.length < LENGTH_BYTES) {
      throw new DataException(
          "%s: expected a safetensors file, found %d bytes in all".formatted(file, bytes.length));
    }
    long length = buffer.getLong();
    if (length < 2 || length > bytes.length - LENGTH_BYTES) {
      throw new DataException(
          "%s: expected a safetensors header within %d bytes, found a length of %d"
              .formatted(file, bytes.length, length));
    }
    JsonNode header = header(file, bytes, (int) length);
    ByteBuffer data =
        buffer.slice(LENGTH_BYTES + (int) length, bytes.length - LENGTH_BYTES - (int) length);
    data.order(ByteOrder.LITTLE_ENDIAN);
    List<NamedTensor> tensors = new ArrayList<>();
    long end = 0;
    for (Map.Entry<String, JsonNode> entry : header.properties()) {
      if (!entry.getKey().equals(METADATA)) {
        tensors.add(tensor(file, entry.getKey(), entry.getValue(), data));
        end = Math.max(end, entry.getValue().path("data_offsets").path(1).asLong());
      }
    }
    if (end != data.capacity()) {
      throw new DataException(
          "%s: expected %d bytes of values, found %d".formatted(file, end, data.capacity()));
    }
    return tensors;
  }

  private static JsonNode header(Path file, byte[] bytes, int length) {
    try {
      JsonNode header = JSON.readTree(bytes, LENGTH_BYTES, length);
      if (header.isObject()) {
        return header;
      }
    } catch (JacksonException e) {
      throw new DataException(
          file + ": expected a JSON header, found something else: " + e.getOriginalMessage(), e);
    }
    throw new DataException(file + ": expected a JSON object as header, found another value");
  }

  private static NamedTensor tensor(Path file, String name, JsonNode entry, ByteBuffer data) {
    String found = entry.path("dtype").asString("none");
    Dtype dtype;
    try {
      dtype = Dtype.valueOf(found);
    } catch (IllegalArgumentException e) {
      throw new DataException(
          "%s: expected tensor %s as F32 or F64, found %s".formatted(file, name, found), e);
    }
    List<Integer> shape = shape(file, name, entry.path("shape"));
    long size = shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    long start = entry.path("data_offsets").path(0).asLong(-1);
    long end = entry.path("data_offsets").path(1).asLong(-1);
    if (start < 0 || end > data.capacity() || end - start != size * dtype.bytes) {
      throw new DataException(
          "%s: expected tensor %s of shape %s in %d bytes, found bytes %d to %d of %d"
              .formatted(file, name, shape, size * dtype.bytes, start, end, data.capacity()));
    }
    double[] values = new double[(int) size];
    for (int i = 0; i < values.length; i++) {
      int at = (int) start + i * dtype.bytes;
      values[i] = dtype == Dtype.F32 ? data.getFloat(at) : data.getDouble(at);
    }
    return new NamedTensor(name, shape, values);
  }

  /** The axes, whose product an array can hold. */
  private static List<Integer> shape(Path file, String name, JsonNode axes) {
    List<Integer> shape = new ArrayList<>();
    long size = 1;
    for (JsonNode axis : axes) {
      int length = axis.isInt() ? axis.intValue() : -1;
      size = length < 0 ? -1 : size * length;
      if (size < 0 || size > Integer.MAX_VALUE) {
        break;
      }
      shape.add(length);
    }
    if (!axes.isArray() || shape.size() != axes.size()) {
      throw new DataException(
          "%s: expected tensor %s with a shape, found %s".formatted(file, name, axes));
    }
    return shape;
  }
}
