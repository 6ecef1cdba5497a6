package dev.carryover.weights;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
  private static final JsonMapper JSON = new JsonMapper();
  private static final int LENGTH_BYTES = 8;
  private static final int PIECE_VALUES = 8192;

  private Safetensors() {}

  /**
   * The content of a file that holds the given tensors, always the same bytes: all as F32 if that
   * is exact, else all as F64, so that every value lies at a multiple of its size.
   *
   * @param metadata text about the file, by key
   */
  public static byte[] encode(List<NamedTensor> tensors, Map<String, String> metadata) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    try {
      write(content, tensors, metadata);
    } catch (IOException e) {
      throw new UncheckedIOException("memory takes every byte", e);
    }
    return content.toByteArray();
  }

  /** Writes what {@link #encode} gives, piece by piece: tensors may be larger than an array. */
  public static void write(
      OutputStream out, List<NamedTensor> tensors, Map<String, String> metadata)
      throws IOException {
    ObjectNode header = JSON.createObjectNode();
    ObjectNode texts = header.putObject(SafetensorsHeader.METADATA);
    new TreeMap<>(metadata).forEach(texts::put);
    Dtype dtype = tensors.stream().allMatch(NamedTensor::isFloat32) ? Dtype.F32 : Dtype.F64;
    long end = 0;
    for (NamedTensor tensor : tensors) {
      ObjectNode entry = header.putObject(tensor.name()).put("dtype", dtype.name());
      tensor.shape().forEach(entry.putArray("shape")::add);
      long start = end;
      end += (long) tensor.values().length * dtype.bytes();
      entry.putArray("data_offsets").add(start).add(end);
    }
    byte[] json = padded(header.toString());
    out.write(
        ByteBuffer.allocate(LENGTH_BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(json.length)
            .array());
    out.write(json);
    for (NamedTensor tensor : tensors) {
      writeValues(out, tensor.values(), dtype);
    }
  }

  private static void writeValues(OutputStream out, double[] values, Dtype dtype)
      throws IOException {
    ByteBuffer piece =
        ByteBuffer.allocate(PIECE_VALUES * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int from = 0; from < values.length; from += PIECE_VALUES) {
      piece.clear();
      for (int i = from; i < Math.min(values.length, from + PIECE_VALUES); i++) {
        if (dtype == Dtype.F32) {
          piece.putFloat((float) values[i]);
        } else {
          piece.putDouble(values[i]);
        }
      }
      out.write(piece.array(), 0, piece.position());
    }
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
   * Every tensor of a file, in its order. {@link SafetensorsFile} reads single ones.
   *
   * @throws dev.carryover.data.DataException if the file cannot be read, is no safetensors file, or
   *     holds a tensor of another type than F16, BF16, F32 and F64, naming file, expected and found
   */
  public static List<NamedTensor> read(Path file) {
    SafetensorsFile opened = SafetensorsFile.open(file);
    return opened.names().stream()
        .map(name -> new NamedTensor(name, opened.shape(name), opened.values(name)))
        .toList();
  }
}
