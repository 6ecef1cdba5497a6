package dev.carryover.data.source;

import dev.carryover.data.DataException;
import dev.carryover.data.DataSet;
import dev.carryover.data.FileContent;
import dev.carryover.data.ImageLayout;
import dev.carryover.data.idx.IdxFile;
import dev.carryover.data.idx.IdxFiles;
import dev.carryover.data.idx.IdxReader;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A published data set of four IDX files: what its contents must be, and where it can be had.
 *
 * @param name also the name of its folder
 * @param contents for each of the four files its uncompressed content; mirrors compress anew, so
 *     the compressed bytes differ between them
 * @param mirrors addresses ending in a slash, in the order to try them; each file lies there under
 *     its original name with {@code .gz}
 */
public record KnownDataSet(String name, Map<IdxFile, Content> contents, List<URI> mirrors) {

  /** MNIST, by Y. LeCun, C. Cortes and C. Burges, from mirrors; its first host refuses everyone. */
  public static final KnownDataSet MNIST =
      new KnownDataSet(
          "mnist",
          Map.of(
              IdxFile.TRAIN_IMAGES,
              new Content(
                  47_040_016, "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
              IdxFile.TRAIN_LABELS,
              new Content(
                  60_008, "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
              IdxFile.TEST_IMAGES,
              new Content(
                  7_840_016, "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
              IdxFile.TEST_LABELS,
              new Content(
                  10_008, "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2")),
          List.of(
              URI.create("https://storage.googleapis.com/cvdf-datasets/mnist/"),
              URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/"),
              URI.create("https://raw.githubusercontent.com/fgnt/mnist/master/")));

  /**
   * What a file must hold.
   *
   * @param bytes how many, uncompressed
   * @param sha256 of them, 64 hexadecimal digits
   */
  public record Content(long bytes, String sha256) {}

  /**
   * @throws IllegalArgumentException if a file's content is not given
   */
  public KnownDataSet {
    contents = Map.copyOf(contents);
    mirrors = List.copyOf(mirrors);
    for (IdxFile file : IdxFile.values()) {
      if (!contents.containsKey(file)) {
        throw new IllegalArgumentException(name + " needs the content of " + file.fileName());
      }
    }
  }

  /** What one of the files must hold. */
  public Content content(IdxFile file) {
    return Objects.requireNonNull(contents.get(file));
  }

  /**
   * This data set, from a folder that holds it.
   *
   * @throws DataException if a file is missing, unreadable, not of its format, or has another
   *     content than this data set's
   */
  public DataSet load(Path folder) {
    IdxFiles files = IdxFiles.plain(folder);
    return IdxReader.dataSet(
        name, ImageLayout.UNSAID, file -> required(file, read(file, files.require(file))));
  }

  private FileContent read(IdxFile file, Path path) {
    return FileContent.read(path, start -> content(file).bytes());
  }

  /**
   * The content of bytes that may be gzip, if it is that of one of this data set's files. No more
   * than that is unpacked.
   *
   * @param source where they come from, for the message
   * @throws DataException if they are another content, or gzip that is cut off or broken
   */
  void requireContent(IdxFile file, String source, byte[] raw) {
    required(file, FileContent.unpacked(source, raw, start -> content(file).bytes()));
  }

  private FileContent required(IdxFile file, FileContent content) {
    Content expected = content(file);
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
  public List<FileCheck> check(Path folder) {
    IdxFiles files;
    try {
      files = IdxFiles.plain(folder);
    } catch (DataException unreadable) {
      return Arrays.stream(IdxFile.values())
          .map(file -> wrong(file, folder.resolve(file.fileName()), unreadable))
          .toList();
    }
    return Arrays.stream(IdxFile.values())
        .map(file ->
            files.path(file).map(path -> check(file, path)).orElseGet(() -> missing(file, folder)))
        .toList();
  }

  private static FileCheck missing(IdxFile file, Path folder) {
    return new FileCheck(
        file, folder.resolve(file.fileName() + ".gz"), FileCheck.State.MISSING, "");
  }

  private FileCheck check(IdxFile file, Path path) {
    try {
      String found = required(file, read(file, path)).sha256();
      return new FileCheck(file, path, FileCheck.State.RIGHT, "content SHA-256 " + found);
    } catch (DataException e) {
      return wrong(file, path, e);
    }
  }

  private static FileCheck wrong(IdxFile file, Path path, DataException reason) {
    return new FileCheck(file, path, FileCheck.State.WRONG, String.valueOf(reason.getMessage()));
  }
}
