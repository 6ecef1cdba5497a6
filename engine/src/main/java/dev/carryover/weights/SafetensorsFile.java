package dev.carryover.weights;

import dev.carryover.data.DataException;
import dev.carryover.data.Excerpt;
import dev.carryover.data.IoReason;
import dev.carryover.data.RegularFile;
import dev.carryover.weights.SafetensorsHeader.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * A safetensors file whose header has been read; a tensor's values are read when they are asked
 * for. A tensor that nobody asks for may be of any type.
 */
public final class SafetensorsFile {
  private static final String EXPECTED = "a safetensors file";
  private static final int LENGTH_BYTES = 8;

  /** The format's own limit. Source: MAX_HEADER_SIZE of the safetensors project. */
  private static final long LONGEST_HEADER = 100_000_000;

  private final Path path;
  private final SafetensorsHeader header;
  private final long values;

  private SafetensorsFile(Path path, SafetensorsHeader header, long values) {
    this.path = path;
    this.header = header;
    this.values = values;
  }

  /**
   * Reads a file's header.
   *
   * @throws DataException if it is no regular file, cannot be read, or is no safetensors file: then
   *     the message says what it looks like
   */
  public static SafetensorsFile open(Path path) {
    long size = RegularFile.size(path, EXPECTED);
    try (FileChannel channel = FileChannel.open(path)) {
      byte[] first = read(path, channel, 0, (int) Math.min(size, Lookalike.BYTES));
      if (size < LENGTH_BYTES) {
        throw new DataException(
            "%s: expected %s, found %s"
                .formatted(
                    path, EXPECTED, size == 0 ? "an empty file" : "%d bytes".formatted(size)));
      }
      long length = ByteBuffer.wrap(first).order(ByteOrder.LITTLE_ENDIAN).getLong();
      requireHeader(path, first, length, size);
      byte[] json = read(path, channel, LENGTH_BYTES, (int) length);
      long values = LENGTH_BYTES + length;
      return new SafetensorsFile(path, SafetensorsHeader.parse(path, json, size - values), values);
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private static void requireHeader(Path path, byte[] first, long length, long size) {
    boolean begins = first.length > LENGTH_BYTES && first[LENGTH_BYTES] == '{';
    if (!begins || length < 2 || length > LONGEST_HEADER) {
      throw new DataException(
          "%s: expected %s, found %s"
              .formatted(
                  path, EXPECTED, Lookalike.of(first).orElse("a file that does not begin as one")));
    }
    if (length > size - LENGTH_BYTES) {
      throw new DataException(
          "%s: cut off: expected a header of %d bytes, found %d"
              .formatted(path, length, size - LENGTH_BYTES));
    }
  }

  /** The tensors' names, in the file's order. */
  public Set<String> names() {
    return header.tensors().keySet();
  }

  /**
   * A text that the file holds about itself.
   *
   * @throws DataException if there is none of that key
   */
  public String metadata(String key) {
    return metadataIfAny(key)
        .orElseThrow(() ->
            new DataException(
                "%s: expected %s in its metadata, found none".formatted(path, Excerpt.text(key))));
  }

  /** A text that the file holds about itself; empty if there is none of that key. */
  Optional<String> metadataIfAny(String key) {
    return Optional.of(header.metadata().path(key))
        .filter(JsonNode::isString)
        .map(JsonNode::stringValue);
  }

  /** Where it is. */
  Path path() {
    return path;
  }

  /** How many axes a tensor has, whatever they are. */
  int rank(String name) {
    return entry(name).description().path("shape").size();
  }

  /**
   * A tensor's axes, outermost first.
   *
   * @throws DataException if the file has no such tensor, or without a shape
   */
  public List<Integer> shape(String name) {
    JsonNode axes = entry(name).description().path("shape");
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
          "%s: expected tensor %s with a shape, found %s"
              .formatted(path, Excerpt.text(name), Excerpt.text(axes.toString())));
    }
    return shape;
  }

  /**
   * A tensor's values, row-major, a new array.
   *
   * @throws DataException if the file has no such tensor, or not as F16, BF16, F32 or F64 in as
   *     many bytes as its shape needs
   */
  public double[] values(String name) {
    Dtype dtype = dtype(name);
    List<Integer> shape = shape(name);
    long size = shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    Entry entry = entry(name);
    if (entry.end() - entry.start() != size * dtype.bytes()) {
      throw new DataException(
          "%s: expected tensor %s of shape %s in %d bytes, found bytes %d to %d"
              .formatted(
                  path,
                  Excerpt.text(name),
                  shape,
                  size * dtype.bytes(),
                  entry.start(),
                  entry.end()));
    }
    ByteBuffer bytes = ByteBuffer.wrap(bytes(entry)).order(ByteOrder.LITTLE_ENDIAN);
    double[] read = new double[(int) size];
    for (int i = 0; i < read.length; i++) {
      read[i] = dtype.value(bytes, i * dtype.bytes());
    }
    return read;
  }

  private Dtype dtype(String name) {
    String found = entry(name).description().path("dtype").asString("none");
    return Dtype.named(found)
        .orElseThrow(() ->
            new DataException(
                "%s: expected tensor %s as one of %s, found %s"
                    .formatted(path, Excerpt.text(name), Dtype.names(), Excerpt.text(found))));
  }

  private byte[] bytes(Entry entry) {
    if (entry.end() - entry.start() > Integer.MAX_VALUE - LENGTH_BYTES) {
      throw new DataException(
          "%s: expected tensors below 2 GiB, found one of %d bytes"
              .formatted(path, entry.end() - entry.start()));
    }
    try (FileChannel channel = FileChannel.open(path)) {
      return read(path, channel, values + entry.start(), (int) (entry.end() - entry.start()));
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private Entry entry(String name) {
    if (!header.tensors().containsKey(name)) {
      throw new DataException(
          "%s: expected tensor %s, found %s".formatted(path, name, Excerpt.names(names())));
    }
    return Objects.requireNonNull(header.tensors().get(name));
  }

  private static byte[] read(Path path, FileChannel channel, long position, int length)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, position + bytes.position()) < 0) {
        throw new DataException(path + ": became shorter while it was read");
      }
    }
    return bytes.array();
  }

  private static DataException unreadable(Path path, IOException e) {
    return new DataException(
        "%s: expected %s, found %s".formatted(path, EXPECTED, IoReason.of(e)), e);
  }
}
