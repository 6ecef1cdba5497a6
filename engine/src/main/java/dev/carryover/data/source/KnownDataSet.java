package dev.carryover.data.source;

import dev.carryover.data.DataException;
import dev.carryover.data.DataSet;
import dev.carryover.data.FileContent;
import dev.carryover.data.idx.IdxFile;
import dev.carryover.data.idx.IdxFolder;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A published data set of four IDX files: what its content must hash to and where it can be had.
 *
 * @param name also the name of its folder
 * @param sha256 for each of the four files the SHA-256 of its uncompressed content; mirrors
 *     compress anew, so the compressed bytes differ between them
 * @param mirrors addresses ending in a slash, in the order to try them; each file lies there under
 *     its original name with {@code .gz}
 */
public record KnownDataSet(String name, Map<IdxFile, String> sha256, List<URI> mirrors) {

  /** MNIST, by Y. LeCun, C. Cortes and C. Burges, from mirrors; its first host refuses everyone. */
  public static final KnownDataSet MNIST =
      new KnownDataSet(
          "mnist",
          Map.of(
              IdxFile.TRAIN_IMAGES,
              "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
              IdxFile.TRAIN_LABELS,
              "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
              IdxFile.TEST_IMAGES,
              "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
              IdxFile.TEST_LABELS,
              "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
          List.of(
              URI.create("https://storage.googleapis.com/cvdf-datasets/mnist/"),
              URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/"),
              URI.create("https://raw.githubusercontent.com/fgnt/mnist/master/")));

  /**
   * @throws IllegalArgumentException if a file has no checksum
   */
  public KnownDataSet {
    sha256 = Map.copyOf(sha256);
    mirrors = List.copyOf(mirrors);
    for (IdxFile file : IdxFile.values()) {
      if (!sha256.containsKey(file)) {
        throw new IllegalArgumentException(name + " needs a checksum of " + file.fileName());
      }
    }
  }

  /** The SHA-256 that a file's uncompressed content must have, 64 hexadecimal digits. */
  public String sha256(IdxFile file) {
    return Objects.requireNonNull(sha256.get(file));
  }

  /**
   * This data set, from a folder that holds it.
   *
   * @throws DataException if a file is missing, unreadable, not of its format, or has another
   *     checksum than this data set's
   */
  public DataSet load(Path folder) {
    IdxFolder opened = IdxFolder.open(folder);
    DataSet data = opened.toDataSet(name);
    for (IdxFile file : IdxFile.values()) {
      requireContent(file, opened.content(file));
    }
    return data;
  }

  /**
   * One file's content, if it is this data set's.
   *
   * @throws DataException if its checksum is another
   */
  FileContent requireContent(IdxFile file, FileContent content) {
    String found = content.sha256();
    if (!found.equals(sha256(file))) {
      throw new DataException(
          "%s: expected the %s of %s, content SHA-256 %s, found %s (%d bytes)"
              .formatted(
                  content.source(),
                  file.fileName(),
                  name,
                  sha256(file),
                  found,
                  content.bytes().length));
    }
    return content;
  }

  /** What each of the four files in a folder is worth, never throwing. */
  public List<FileCheck> check(Path folder) {
    return Arrays.stream(IdxFile.values()).map(file -> check(folder, file)).toList();
  }

  private FileCheck check(Path folder, IdxFile file) {
    Optional<Path> path = file.in(folder);
    if (path.isEmpty()) {
      return new FileCheck(
          file, folder.resolve(file.fileName() + ".gz"), FileCheck.State.MISSING, "");
    }
    try {
      String found = requireContent(file, FileContent.read(path.get())).sha256();
      return new FileCheck(file, path.get(), FileCheck.State.RIGHT, "content SHA-256 " + found);
    } catch (DataException e) {
      return new FileCheck(file, path.get(), FileCheck.State.WRONG, String.valueOf(e.getMessage()));
    }
  }
}
