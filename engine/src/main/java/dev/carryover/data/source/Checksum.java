package dev.carryover.data.source;

import dev.carryover.data.DataException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What is published, or known to us, by which a downloaded file is recognized. */
public sealed interface Checksum {

  /**
   * The file's content, uncompressed: mirrors compress anew, so that their bytes differ.
   *
   * @param bytes how many
   * @param sha256 of them, 64 hexadecimal digits
   */
  record OfContent(long bytes, String sha256) implements Checksum {}

  /**
   * The file as it is sent, packed. A file that its user has unpacked cannot be checked by it.
   *
   * @param md5 of it (RFC 1321), 32 hexadecimal digits
   */
  record OfPacked(String md5) implements Checksum {

    /**
     * Accepts the packed file's bytes.
     *
     * @param source where they come from, for the message
     * @throws DataException if they are others
     */
    void require(String source, byte[] packed) {
      String found = HexFormat.of().formatHex(md5Algorithm().digest(packed));
      if (!found.equals(md5)) {
        throw new DataException(
            "%s: expected MD5 %s, found %s (%d bytes)"
                .formatted(source, md5, found, packed.length));
      }
    }
  }

  /** None is published for the file alone, only for the archive that it comes in. */
  record OfArchive() implements Checksum {}

  /** An empty MD5 digest. */
  static MessageDigest md5Algorithm() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has MD5", e);
    }
  }
}
