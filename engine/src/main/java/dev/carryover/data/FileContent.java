package dev.carryover.data;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A file's content, uncompressed, as far as its reader wants it. Whether it came as gzip is told by
 * its first two bytes (1f 8b, RFC 1952), not by its name: mirrors and browsers rename and unpack as
 * they please. Never more is unpacked than the reader asks for, whatever the file would unpack to.
 */
public final class FileContent {
  /** Enough of a file to tell what it is. */
  private static final int START = 64;

  /** The longest array that every JVM has. */
  private static final int MOST_BYTES = Integer.MAX_VALUE - 8;

  private final String source;
  private final byte[] bytes;
  private final boolean more;

  private FileContent(String source, byte[] bytes, boolean more) {
    this.source = source;
    this.bytes = bytes;
    this.more = more;
  }

  /** How much of a file a reader wants. */
  @FunctionalInterface
  public interface Bound {
    /**
     * The most bytes to read.
     *
     * @param start the content's first 64 bytes, or all of them where there are fewer
     */
    long bytes(byte[] start);
  }

  /**
   * Reads a file, plain or gzip.
   *
   * @throws DataException if the file is not there, is no regular file (a pipe may never end) or
   *     cannot be read, or its gzip stream is cut off or broken
   */
  public static FileContent read(Path file, Bound bound) {
    requireRegular(file);
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      return read(file.toString(), in, bound);
    } catch (IOException e) {
      throw new DataException(
          "%s: expected a readable file, found %s".formatted(file, IoReason.of(e)), e);
    }
  }

  /** Whether bytes begin as gzip does. */
  public static boolean isGzip(byte[] bytes) {
    return bytes.length > 1 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b;
  }

  private static void requireRegular(Path file) {
    if (!Files.exists(file)) {
      boolean link = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
      throw new DataException(
          "%s: expected a file, found %s".formatted(file, link ? "a link to nothing" : "none"));
    }
    if (!Files.isRegularFile(file)) {
      throw new DataException(
          "%s: expected a regular file, found %s"
              .formatted(file, Files.isDirectory(file) ? "a folder" : "a pipe or a device"));
    }
  }

  /**
   * Reads bytes that may be gzip.
   *
   * @param source where they come from, for messages
   * @throws DataException if they are gzip, but cut off or broken
   */
  public static FileContent unpacked(String source, byte[] raw, Bound bound) {
    try (InputStream in = new ByteArrayInputStream(raw)) {
      return read(source, in, bound);
    } catch (IOException e) {
      throw new DataException(
          "%s: expected readable bytes, found %s".formatted(source, IoReason.of(e)), e);
    }
  }

  private static FileContent read(String source, InputStream raw, Bound bound) throws IOException {
    raw.mark(2);
    boolean gzip = isGzip(raw.readNBytes(2));
    raw.reset();
    if (!gzip) {
      return bounded(source, raw, bound);
    }
    try {
      return bounded(source, new GZIPInputStream(raw, 1 << 16), bound);
    } catch (EOFException e) {
      throw new DataException(source + ": expected a whole gzip stream, found it cut off", e);
    } catch (ZipException e) {
      throw new DataException(
          "%s: expected a sound gzip stream, found: %s".formatted(source, e.getMessage()), e);
    }
  }

  private static FileContent bounded(String source, InputStream in, Bound bound)
      throws IOException {
    byte[] start = in.readNBytes(START);
    int most = Math.clamp(bound.bytes(start), 0, MOST_BYTES);
    if (start.length < START || most <= START) {
      boolean more = start.length > most || in.read() >= 0;
      return new FileContent(source, Arrays.copyOf(start, Math.min(start.length, most)), more);
    }
    byte[] rest = in.readNBytes(most - START);
    boolean more = in.read() >= 0;
    byte[] bytes = Arrays.copyOf(start, START + rest.length);
    System.arraycopy(rest, 0, bytes, START, rest.length);
    return new FileContent(source, bytes, more);
  }

  /** Where it comes from, for messages: a path or an address. */
  public String source() {
    return source;
  }

  /** The content itself, not copied; nobody changes it. */
  public byte[] bytes() {
    return bytes;
  }

  /** Whether the file goes on behind what its reader wanted. */
  public boolean more() {
    return more;
  }

  /** The SHA-256 of the bytes, 64 hexadecimal digits. */
  public String sha256() {
    return Sha256.of(bytes);
  }
}
