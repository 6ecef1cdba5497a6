package dev.carryover.data.source;

import dev.carryover.data.DataException;
import dev.carryover.data.DataSet;
import dev.carryover.data.FileContent;
import dev.carryover.data.ImageLayout;
import dev.carryover.data.IoReason;
import dev.carryover.data.RegularFile;
import dev.carryover.data.idx.IdxFile;
import dev.carryover.data.idx.IdxFiles;
import dev.carryover.data.idx.IdxReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A published data set of four IDX files: what they must be, where they can be had, and on which
 * terms.
 *
 * @param name what it is asked for by
 * @param folder the name of its folder
 * @param set what its files' names begin with, empty for MNIST's own names
 * @param files each of the four: its name where it is published, packed, and its checksum
 * @param delivery how they come
 * @param transposed whether its images lie column by column, and are turned when they are read
 * @param terms who made it and what they allow
 */
public record KnownDataSet(
    String name,
    String folder,
    String set,
    Map<IdxFile, PublishedFile> files,
    Delivery delivery,
    boolean transposed,
    Terms terms) {
  /** Said of a content that is right as far as it can be told. */
  private static final String UNPACKED = "; not checked: published is the packed file's MD5 alone";

  private static final String OF_ARCHIVE = "; not checked: published is the archive's MD5 alone";

  /**
   * A file as it is published.
   *
   * @param name with {@code .gz}
   * @param checksum by which it is recognized
   */
  public record PublishedFile(String name, Checksum checksum) {}

  /**
   * Who made a data set, and what they allow.
   *
   * @param citation authors, year and title
   * @param licence its name, or what is known of it
   */
  public record Terms(String citation, String licence) {}

  /**
   * @throws IllegalArgumentException if one of the four files is not given
   */
  public KnownDataSet {
    files = Map.copyOf(files);
    for (IdxFile file : IdxFile.values()) {
      if (!files.containsKey(file)) {
        throw new IllegalArgumentException(name + " needs its " + file.fileName());
      }
    }
  }

  /** One of the files as it is published. */
  PublishedFile published(IdxFile file) {
    return Objects.requireNonNull(files.get(file));
  }

  /**
   * This data set, from a folder that holds it.
   *
   * @throws DataException if a file is missing, unreadable, not of its format, or another than this
   *     data set's
   */
  public DataSet load(Path from) {
    IdxFiles found = IdxFiles.of(from, set);
    return IdxReader.dataSet(
        name,
        new ImageLayout(Optional.empty(), Optional.of(transposed)),
        file -> read(file, found.require(file)).content());
  }

  /**
   * One of the files, which is what it should be as far as that can be told.
   *
   * @param remark what cannot be told, a clause; empty where all can
   */
  private record Known(FileContent content, String remark) {}

  private Known read(IdxFile file, Path path) {
    return switch (published(file).checksum()) {
      case Checksum.OfContent expected ->
          new Known(
              required(file, expected, FileContent.read(path, start -> expected.bytes())), "");
      case Checksum.OfPacked expected -> {
        byte[] bytes = bytes(path);
        boolean packed = FileContent.isGzip(bytes);
        if (packed) {
          expected.require(path.toString(), bytes);
        }
        yield new Known(IdxReader.content(path.toString(), bytes), packed ? "" : UNPACKED);
      }
      case Checksum.OfArchive ignored -> new Known(IdxReader.content(path), OF_ARCHIVE);
    };
  }

  private static byte[] bytes(Path path) {
    RegularFile.size(path, "an IDX file");
    try {
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw new DataException(
          "%s: expected a readable file, found %s".formatted(path, IoReason.of(e)), e);
    }
  }

  /**
   * Accepts bytes that may be gzip as one of this data set's files. No more than that is unpacked.
   *
   * @param source where they come from, for the message
   * @throws DataException if they are another content, or gzip that is cut off or broken
   */
  void require(IdxFile file, String source, byte[] raw) {
    switch (published(file).checksum()) {
      case Checksum.OfContent expected ->
          required(file, expected, FileContent.unpacked(source, raw, start -> expected.bytes()));
      case Checksum.OfPacked expected -> expected.require(source, raw);
      case Checksum.OfArchive ignored ->
          throw new IllegalArgumentException(file.fileName() + " comes in an archive");
    }
  }

  private FileContent required(IdxFile file, Checksum.OfContent expected, FileContent content) {
    if (content.more()) {
      throw new DataException(
          "%s: expected the %d bytes of %s's %s, found more"
              .formatted(content.source(), expected.bytes(), name, file.fileName()));
    }
    String found = content.sha256();
    if (!found.equals(expected.sha256())) {
      throw new DataException(
          "%s: expected the %s of %s, content SHA-256 %s, found %s (%d bytes)"
              .formatted(
                  content.source(),
                  file.fileName(),
                  name,
                  expected.sha256(),
                  found,
                  content.bytes().length));
    }
    return content;
  }

  /** What each of the four files in a folder is worth, never throwing. */
  public List<FileCheck> check(Path from) {
    IdxFiles found;
    try {
      found = IdxFiles.of(from, set);
    } catch (DataException unreadable) {
      return Arrays.stream(IdxFile.values())
          .map(file -> wrong(file, from.resolve(published(file).name()), unreadable))
          .toList();
    }
    return Arrays.stream(IdxFile.values())
        .map(file ->
            found.path(file).map(path -> check(file, path)).orElseGet(() -> missing(file, from)))
        .toList();
  }

  private FileCheck missing(IdxFile file, Path from) {
    return new FileCheck(file, from.resolve(published(file).name()), FileCheck.State.MISSING, "");
  }

  private FileCheck check(IdxFile file, Path path) {
    try {
      Known known = read(file, path);
      return new FileCheck(
          file,
          path,
          FileCheck.State.RIGHT,
          "content SHA-256 " + known.content().sha256() + known.remark());
    } catch (DataException e) {
      return wrong(file, path, e);
    }
  }

  private static FileCheck wrong(IdxFile file, Path path, DataException reason) {
    return new FileCheck(file, path, FileCheck.State.WRONG, String.valueOf(reason.getMessage()));
  }
}
