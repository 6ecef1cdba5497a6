package dev.carryover.data.source;

import dev.carryover.data.DataException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Downloads a zip archive beside where its members belong and takes out of it those that are asked
 * for, once its checksum has been found right. The archive is not kept.
 *
 * @param stall how long to wait for a mirror's next byte
 * @param folder where the members belong; made if it is not there
 */
record ArchiveDownload(
    HttpClient client,
    Duration stall,
    Delivery.Archive archive,
    Path folder,
    DataListener listener) {
  /** More than such an archive is long, in bytes: EMNIST's is half a GiB. */
  private static final long LONGEST = 2L << 30;

  private static final int FILES_OF_A_SET = 4;

  /**
   * Downloads and unpacks it.
   *
   * @throws DataException if no mirror gives it, it lacks a file, or the folder cannot be written
   */
  void fetch() {
    String name = name(archive.addresses().getFirst());
    try {
      Files.createDirectories(folder);
      WholeFile.beside(
          folder,
          name,
          beside -> {
            FirstMirror.of(
                name, archive.addresses(), address -> download(address, beside), listener);
            unpack(name, beside);
          });
    } catch (IOException e) {
      throw new DataException("%s: expected to write it, found: %s".formatted(folder, e), e);
    }
  }

  private static String name(URI address) {
    return address.getPath().substring(address.getPath().lastIndexOf('/') + 1);
  }

  private Path download(URI address, Path beside) throws IOException {
    MessageDigest digest = Checksum.md5Algorithm();
    try (OutputStream out =
        new DigestOutputStream(
            new BufferedOutputStream(Files.newOutputStream(beside), 1 << 16), digest)) {
      Transfer.copy(
          client,
          address,
          stall,
          LONGEST,
          out,
          (received, total) -> listener.received(name(address), received, total));
    }
    String found = HexFormat.of().formatHex(digest.digest());
    if (!found.equals(archive.md5())) {
      throw new DataException(
          "%s: expected MD5 %s, found %s (%d bytes)"
              .formatted(address, archive.md5(), found, Files.size(beside)));
    }
    return beside;
  }

  private void unpack(String name, Path zip) throws IOException {
    Set<String> taken = new TreeSet<>();
    try (ZipInputStream members =
        new ZipInputStream(new BufferedInputStream(Files.newInputStream(zip), 1 << 16))) {
      for (ZipEntry entry = members.getNextEntry(); entry != null; entry = members.getNextEntry()) {
        String member = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
        if (!entry.isDirectory() && archive.has(member)) {
          WholeFile.write(
              folder.resolve(member),
              beside -> Files.copy(members, beside, StandardCopyOption.REPLACE_EXISTING));
          taken.add(member);
        }
      }
    }
    if (taken.size() < FILES_OF_A_SET * archive.sets().size()) {
      throw new DataException(
          "%s: expected four files of each of %s, found %s"
              .formatted(name, String.join(", ", archive.sets()), String.join(", ", taken)));
    }
  }
}
