package dev.carryover.data.source;

import dev.carryover.data.DataException;
import dev.carryover.data.idx.IdxFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Downloads a known data set: each file from the first mirror that gives it with the right content.
 * A file is written beside its place and renamed into it once its checksum has been found right, so
 * none is ever there by half. Neither a download nor what it unpacks to is ever taken further than
 * the known content is long.
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
   * Fetches into a folder those of the data set's files that are not there with the right content.
   * A file with wrong content is replaced, once the right one has come.
   *
   * @param folder made if it is not there
   * @throws DataException if no mirror gives a file (the message names each with its reason), or
   *     the folder cannot be written
   * @throws java.util.concurrent.CancellationException if the thread is interrupted; it stays so
   */
  public void fetch(KnownDataSet data, Path folder, DataListener listener) {
    List<FileCheck> checks = data.check(folder);
    if (checks.stream().allMatch(check -> check.state() == FileCheck.State.RIGHT)) {
      return;
    }
    try (HttpClient client = client()) {
      for (FileCheck check : checks) {
        if (check.state() == FileCheck.State.WRONG) {
          listener.note(check.detail() + "; fetching it again");
        }
        if (check.state() != FileCheck.State.RIGHT) {
          replace(check, folder, fromMirrors(client, data, check.file(), listener));
        }
      }
    }
  }

  private HttpClient client() {
    return HttpClient.newBuilder()
        .connectTimeout(connect)
        .followRedirects(HttpClient.Redirect.NORMAL)
        .build();
  }

  private byte[] fromMirrors(
      HttpClient client, KnownDataSet data, IdxFile file, DataListener listener) {
    List<String> failures = new ArrayList<>();
    for (URI mirror : data.mirrors()) {
      URI address = mirror.resolve(packedName(file));
      try {
        byte[] raw =
            Transfer.get(
                client,
                address,
                stall,
                mostBytes(data.content(file).bytes()),
                (received, total) -> listener.received(packedName(file), received, total));
        data.requireContent(file, address.toString(), raw);
        return raw;
      } catch (IOException e) {
        failures.add(address + ": " + e.getMessage());
      } catch (DataException e) {
        failures.add(String.valueOf(e.getMessage()));
      }
      listener.note(failures.getLast());
    }
    throw new DataException(
        "%s: expected it from one of %d mirrors, found none that gave it: %s"
            .formatted(packedName(file), failures.size(), String.join("; ", failures)));
  }

  /** Puts the right content where the wrong file was, which may have borne another name. */
  private static void replace(FileCheck wrong, Path folder, byte[] raw) {
    String name = packedName(wrong.file());
    Path place = folder.resolve(name);
    try {
      Files.createDirectories(folder);
      Path beside = Files.createTempFile(folder, name, ".part");
      try {
        Files.write(beside, raw);
        Files.deleteIfExists(wrong.path());
        Files.move(beside, place, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(beside);
      }
    } catch (IOException e) {
      throw new DataException("%s: expected to write it, found: %s".formatted(place, e), e);
    }
  }

  /** No mirror needs to send more for a content of so many bytes. */
  private static long mostBytes(long content) {
    return content + content / 1_000 + PACKING;
  }

  private static String packedName(IdxFile file) {
    return file.fileName() + ".gz";
  }
}
