package dev.carryover.data.idx;

import dev.carryover.data.DataException;
import dev.carryover.data.FileContent;
import dev.carryover.data.FileSignature;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The beginning of an IDX file: two zero bytes, the numbers' type, the number of dimensions, and
 * each dimension's size as a big-endian 32-bit integer.
 *
 * @param sizes of the dimensions, the examples first; as they stand there, perhaps below 1
 */
record IdxHeader(IdxType type, List<Integer> sizes) {
  private static final int MOST_DIMENSIONS = 4;

  /** What one array can hold. */
  private static final long MOST_BYTES = Integer.MAX_VALUE - 8;

  /** Copies the sizes. */
  IdxHeader {
    sizes = List.copyOf(sizes);
  }

  /** The header that a file begins with, if it begins with one. */
  static Optional<IdxHeader> of(byte[] start) {
    if (start.length < Integer.BYTES || start[0] != 0 || start[1] != 0) {
      return Optional.empty();
    }
    Optional<IdxType> type = IdxType.of(start[2]);
    int dimensions = start[3];
    if (dimensions < 1
        || dimensions > MOST_DIMENSIONS
        || start.length < Integer.BYTES * (1 + dimensions)) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(start, Integer.BYTES, Integer.BYTES * dimensions);
    List<Integer> sizes = new ArrayList<>();
    while (in.hasRemaining()) {
      sizes.add(in.getInt());
    }
    return type.map(known -> new IdxHeader(known, sizes));
  }

  /** How much of a file is to be read: as much as its header says, where it says it soundly. */
  static long bound(byte[] start) {
    return of(start)
        .map(IdxHeader::fileBytes)
        .filter(bytes -> bytes <= MOST_BYTES)
        .orElse((long) start.length);
  }

  /**
   * A file's header.
   *
   * @param what the file should hold, for the message
   * @throws DataException if the file has none, or a size is below 1, or the sizes are those of a
   *     file of more than 2 GiB
   */
  static IdxHeader require(FileContent file, String what) {
    IdxHeader header =
        of(file.bytes())
            .orElseThrow(() ->
                new DataException(
                    "%s: expected %s in IDX format, found %s"
                        .formatted(file.source(), what, lookOf(file.bytes()))));
    for (int size : header.sizes) {
      if (size < 1) {
        throw new DataException(
            "%s: expected sizes of at least 1 in its header, found %s"
                .formatted(file.source(), header.shape()));
      }
    }
    if (header.fileBytes() > MOST_BYTES) {
      throw new DataException(
          "%s: expected at most 2 GiB of numbers, found a header of %s %s"
              .formatted(file.source(), header.shape(), header.type));
    }
    return header;
  }

  private static String lookOf(byte[] bytes) {
    boolean cutOff =
        bytes.length >= 3
            && bytes[0] == 0
            && bytes[1] == 0
            && IdxType.of(bytes[2]).isPresent()
            && bytes.length < Integer.BYTES * (1 + MOST_DIMENSIONS);
    return cutOff
        ? "only %d bytes: its header is cut off".formatted(bytes.length)
        : FileSignature.of(bytes);
  }

  /**
   * The numbers behind the header.
   *
   * @throws DataException if there are fewer or more of them than the header says
   */
  ByteBuffer numbers(FileContent file) {
    int header = headerBytes();
    long expected = fileBytes() - header;
    int found = file.bytes().length - header;
    if (found != expected || file.more()) {
      throw new DataException(
          "%s: expected %d bytes after the header (%s %s), found %s"
              .formatted(
                  file.source(),
                  expected,
                  shape(),
                  type,
                  found < expected ? found + ": cut off" : "more: trailing bytes"));
    }
    return ByteBuffer.wrap(file.bytes(), header, found);
  }

  int dimensions() {
    return sizes.size();
  }

  /** The number of examples. */
  int count() {
    return sizes.getFirst();
  }

  /** The number of values in one example. */
  int valuesEach() {
    return Math.toIntExact(product(sizes.subList(1, sizes.size())));
  }

  /** For example {@code 60000 by 28 by 28}. */
  String shape() {
    return sizes.stream().map(String::valueOf).collect(Collectors.joining(" by "));
  }

  private int headerBytes() {
    return Integer.BYTES * (1 + sizes.size());
  }

  private long fileBytes() {
    long product = Math.min(product(sizes), Long.MAX_VALUE / 2 / type.bytes());
    return headerBytes() + product * type.bytes();
  }

  /** Saturates; 0 where a size is below 1. */
  private static long product(List<Integer> sizes) {
    long product = 1;
    for (int size : sizes) {
      long factor = Math.max(0, size);
      product = factor > 0 && product > Long.MAX_VALUE / factor ? Long.MAX_VALUE : product * factor;
    }
    return product;
  }
}
