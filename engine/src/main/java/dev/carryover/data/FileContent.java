package dev.carryover.data;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A file's whole content, uncompressed. Whether it came as gzip is told by its first two bytes (1f
 * 8b, RFC 1952), not by its name: mirrors and browsers rename and unpack as they please.
 */
public final class FileContent {
  private final String source;
  private final byte[] bytes;

  private FileContent(String source, byte[] bytes) {
    this.source = source;
    this.bytes = bytes;
  }

  /**
   * Reads a file, plain or gzip.
   *
   * @throws DataException if the file is not there or cannot be read, or its gzip stream is cut off
   *     or broken
   */
  public static FileContent read(Path file) {
    byte[] raw;
    try {
      raw = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new DataException(file + ": expected a file, found none", e);
    } catch (IOException e) {
      throw new DataException("%s: expected a readable file, found: %s".formatted(file, e), e);
    }
    return unpacked(file.toString(), raw);
  }

  /**
   * The content of bytes that may be gzip.
   *
   * @throws DataException if they are gzip, but cut off or broken
   */
  public static FileContent unpacked(String source, byte[] raw) {
    if (raw.length < 2 || raw[0] != (byte) 0x1f || raw[1] != (byte) 0x8b) {
      return new FileContent(source, raw);
    }
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(raw), 1 << 16)) {
      return new FileContent(source, in.readAllBytes());
    } catch (EOFException e) {
      throw new DataException(source + ": expected a whole gzip stream, found it cut off", e);
    } catch (ZipException e) {
      throw new DataException(
          "%s: expected a sound gzip stream, found: %s".formatted(source, e.getMessage()), e);
    } catch (IOException e) {
      throw new DataException("%s: expected a gzip stream, found: %s".formatted(source, e), e);
    }
  }

  /** Where it comes from, for messages: a path or an address. */
  public String source() {
    return source;
  }

  /** The content itself, not copied; nobody changes it. */
  public byte[] bytes() {
    return bytes;
  }

  /** The SHA-256 of the uncompressed bytes, 64 hexadecimal digits. */
  public String sha256() {
    return Sha256.of(bytes);
  }
}
