package dev.carryover.data.source;

import dev.carryover.data.DataException;
import dev.carryover.data.idx.IdxFile;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Downloads a known data set: each file from the first mirror that gives it with the right content.
 * A file is written beside its place and renamed into it once its checksum has been found right, so
 * none is ever there by half. Neither a download nor what it unpacks to is ever taken further than
 * the known content, or a file of such a set, is long.
 *
 * @param connect how long to wait for a mirror to answer the call
 * @param stall how long to wait for a mirror's next byte
 */
public record Downloader(Duration connect, Duration stall) {

  /** Waits that are short for a person and long for a slow line: 5 s and 15 s. */
  public static final Downloader DEFAULT =
      new Downloader(Duration.ofSeconds(5), Duration.ofSeconds(15));

  /** What gzip adds at most to a content that it cannot compress, and its header. */
  private static final long PACKING = 1 << 10;

  /** More than the longest file of a data set of which only a checksum is known, in bytes. */
  private static final long LONGEST_FILE = 64L << 20;

  /**
   * @throws IllegalArgumentException if a wait is not positive
   */
  public Downloader {
    if (!connect.isPositive() || !stall.isPositive()) {
      throw new IllegalArgumentException(
          "a wait must be positive, found %s and %s".formatted(connect, stall));
    }
  }

  /**
   * Fetches into a folder those of the data set's files that are not there as they should be, and
   * of an archive the other sets that lie together with it. A file with wrong content is replaced,
   * once the right one has come.
   *
   * @param folder made if it is not there
   * @throws DataException if no mirror gives a file (the message names each with its reason), or
   *     the folder cannot be written
   * @throws java.util.concurrent.CancellationException if the thread is interrupted; it stays so
   */
  public void fetch(KnownDataSet data, Path folder, DataListener listener) {
    List<FileCheck> missing =
        data.check(folder).stream()
            .filter(check -> check.state() != FileCheck.State.RIGHT)
            .toList();
    if (missing.isEmpty()) {
      return;
    }
    missing.stream()
        .filter(check -> check.state() == FileCheck.State.WRONG)
        .forEach(check -> listener.note(check.detail() + "; fetching it again"));
    try (HttpClient client = client()) {
      switch (data.delivery()) {
        case Delivery.Files files ->
            missing.forEach(check ->
                replace(
                    check.path(),
                    folder.resolve(data.published(check.file()).name()),
                    fromMirrors(client, data, files, check.file(), listener)));
        case Delivery.Archive archive -> {
          new ArchiveDownload(client, stall, archive, folder, listener).fetch();
          requireWhole(data.check(folder));
        }
      }
    }
  }

  /** A file that was unpacked by hand stands before the packed one and is not replaced by it. */
  private static void requireWhole(List<FileCheck> checks) {
    checks.stream()
        .filter(check -> check.state() != FileCheck.State.RIGHT)
        .findFirst()
        .ifPresent(check -> {
          throw new DataException(check.detail() + "; delete it");
        });
  }

  private HttpClient client() {
    return HttpClient.newBuilder()
        .connectTimeout(connect)
        .followRedirects(HttpClient.Redirect.NORMAL)
        .build();
  }

  private byte[] fromMirrors(
      HttpClient client,
      KnownDataSet data,
      Delivery.Files mirrors,
      IdxFile file,
      DataListener listener) {
    String name = data.published(file).name();
    return FirstMirror.of(
        name,
        mirrors.folders().stream().map(folder -> folder.resolve(name)).toList(),
        address -> {
          byte[] raw =
              Transfer.get(
                  client,
                  address,
                  stall,
                  mostBytes(data.published(file).checksum()),
                  (received, total) -> listener.received(name, received, total));
          data.require(file, address.toString(), raw);
          return raw;
        },
        listener);
  }

  /** Puts the right content where the wrong file was, which may have borne another name. */
  private static void replace(Path wrong, Path place, byte[] raw) {
    try {
      WholeFile.write(
          place,
          beside -> {
            Files.write(beside, raw);
            Files.deleteIfExists(wrong);
          });
    } catch (IOException e) {
      throw new DataException("%s: expected to write it, found: %s".formatted(place, e), e);
    }
  }

  /** The most bytes that a mirror needs to send. */
  private static long mostBytes(Checksum checksum) {
    return switch (checksum) {
      case Checksum.OfContent content -> content.bytes() + content.bytes() / 1_000 + PACKING;
      case Checksum.OfPacked ignored -> LONGEST_FILE;
      case Checksum.OfArchive ignored -> 0;
    };
  }
}
