package dev.carryover.data.source;

import dev.carryover.data.DataException;
import dev.carryover.data.DataSet;
import dev.carryover.data.Excerpt;
import dev.carryover.data.ImageLayout;
import dev.carryover.data.idx.IdxFile;
import dev.carryover.data.idx.IdxFiles;
import dev.carryover.data.idx.IdxReader;
import dev.carryover.data.text.AmatReader;
import dev.carryover.data.text.TextReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads a folder of one's own as a data set. It may hold
 *
 * <ul>
 *   <li>four IDX files, named as MNIST's, EMNIST's or QMNIST's are; where it holds several sets,
 *       {@code FOLDER/emnist-letters} names one;
 *   <li>such files in a folder {@code raw}, or one such folder in any other, as torchvision lays
 *       them out;
 *   <li>one pair {@code *Images*.txt} and {@code *Labels*.txt} in the {@linkplain TextReader text
 *       format} of the paper's course, such as {@code MNISTnumImages5000_balanced.txt} and {@code
 *       MNISTnumLabels5000_balanced.txt}. The pair's names must differ in that word alone; it has
 *       no test examples of its own;
 *   <li>one {@code *train*.amat} and one {@code *test*.amat}, the {@linkplain AmatReader format} of
 *       the deep-learning benchmark.
 * </ul>
 *
 * Files {@code ._*}, which macOS leaves beside others, are passed over.
 */
public final class DataFolder {
  private static final int SHOWN_NAMES = 8;
  private static final String RAW = "raw";

  private DataFolder() {}

  /**
   * A data set, and what was done to it that a person should know.
   *
   * @param remark a phrase, where there is something to say
   */
  public record Loaded(DataSet data, Optional<String> remark) {}

  /**
   * The data set in a folder, named after it, or after its files where they have a name of their
   * own. EMNIST's images, known by their files' names, are transposed unless the layout says
   * otherwise.
   *
   * @throws DataException if the folder is not there, holds no data set or several, or one of its
   *     files is not what it should be
   */
  public static Loaded load(Path folder, ImageLayout layout) {
    if (!Files.isDirectory(folder)) {
      return idx(namedSet(folder), layout);
    }
    Optional<IdxFiles> files = idxFiles(folder);
    if (files.isPresent()) {
      return idx(files.get(), layout);
    }
    List<String> names = names(folder);
    List<String> amat = names.stream().filter(name -> name.endsWith(".amat")).toList();
    if (!amat.isEmpty()) {
      return amat(folder, amat, layout);
    }
    List<String> images =
        names.stream().filter(name -> name.contains("Images") && name.endsWith(".txt")).toList();
    return switch (images.size()) {
      case 0 -> inside(folder, names, layout);
      case 1 -> text(folder, images.getFirst(), layout);
      default ->
          throw new DataException(
              "%s: expected one *Images*.txt, found %s".formatted(folder, shown(images)));
    };
  }

  /** One set of several in a folder, by what its files' names begin with. */
  private static IdxFiles namedSet(Path path) {
    Path parent = path.toAbsolutePath().normalize().getParent();
    if (parent != null && !Files.exists(path)) {
      for (IdxFiles files : IdxFiles.in(parent)) {
        if (files.set().equals(name(path))) {
          return files;
        }
      }
    }
    throw new DataException(
        "%s: expected a folder, found %s"
            .formatted(path, Files.exists(path) ? "a file" : "nothing"));
  }

  /** The one set in a folder: the one with MNIST's names, else the only one that is whole. */
  private static Optional<IdxFiles> idxFiles(Path folder) {
    List<IdxFiles> sets = IdxFiles.in(folder);
    if (sets.size() > 1) {
      sets = preferred(sets);
    }
    if (sets.size() > 1) {
      throw new DataException(
          "%s: expected one data set, found several: name one, for example %s"
              .formatted(folder, folder.resolve(sets.getFirst().set())));
    }
    return sets.stream().findFirst();
  }

  private static List<IdxFiles> preferred(List<IdxFiles> sets) {
    List<IdxFiles> plain = sets.stream().filter(files -> files.set().isEmpty()).toList();
    if (!plain.isEmpty()) {
      return plain;
    }
    List<IdxFiles> whole = sets.stream().filter(IdxFiles::isWhole).toList();
    return whole.isEmpty() ? sets.subList(0, 1) : whole;
  }

  private static Loaded idx(IdxFiles files, ImageLayout layout) {
    boolean emnist = files.set().toLowerCase(Locale.ROOT).startsWith("emnist");
    boolean transposed = layout.transposed().orElse(emnist);
    DataSet data =
        IdxReader.dataSet(
            files.set().isEmpty() ? name(files.folder()) : files.set(),
            new ImageLayout(layout.size(), Optional.of(transposed)),
            file -> IdxReader.content(files.require(file)));
    return new Loaded(data, remark(transposed, layout));
  }

  private static Loaded amat(Path folder, List<String> names, ImageLayout layout) {
    List<String> train = names.stream().filter(name -> name.contains("train")).toList();
    List<String> test = names.stream().filter(name -> !train.contains(name)).toList();
    if (train.size() != 1 || test.size() != 1) {
      throw new DataException(
          "%s: expected one *train*.amat and one *test*.amat, found %s"
              .formatted(folder, shown(names)));
    }
    DataSet data =
        AmatReader.read(
            name(folder),
            layout,
            folder.resolve(train.getFirst()),
            folder.resolve(test.getFirst()));
    return new Loaded(data, remark(layout.transposed().orElse(false), layout));
  }

  private static Loaded text(Path folder, String imagesName, ImageLayout layout) {
    DataSet data =
        TextReader.read(
            name(folder),
            layout,
            folder.resolve(imagesName),
            folder.resolve(imagesName.replace("Images", "Labels")));
    return new Loaded(data, remark(layout.transposed().orElse(false), layout));
  }

  private static Optional<String> remark(boolean transposed, ImageLayout layout) {
    if (!transposed) {
      return Optional.empty();
    }
    return Optional.of(
        layout.transposed().isPresent()
            ? "images transposed"
            : "images transposed, because EMNIST's lie on their side");
  }

  /** The one set in {@code raw}, or in the {@code raw} of a folder in this one. */
  private static Loaded inside(Path folder, List<String> names, ImageLayout layout) {
    List<Path> places =
        Stream.concat(Stream.of(RAW), names.stream().map(name -> name + "/" + RAW))
            .map(folder::resolve)
            .filter(place -> !IdxFiles.in(place).isEmpty())
            .toList();
    return switch (places.size()) {
      case 0 ->
          throw new DataException(
              ("%s: expected %s and its three companions, *Images*.txt and *Labels*.txt, or *train*.amat"
                      + " and *test*.amat, found %s")
                  .formatted(folder, IdxFile.TRAIN_IMAGES.fileName(), shown(names)));
      case 1 -> load(places.getFirst(), layout);
      default ->
          throw new DataException(
              "%s: expected one data set, found several: name one, for example %s"
                  .formatted(folder, places.getFirst().getParent()));
    };
  }

  private static String name(Path folder) {
    Path path = folder.toAbsolutePath().normalize();
    Path last = path.getFileName();
    Path parent = path.getParent();
    if (last != null && last.toString().equals(RAW) && parent != null) {
      last = parent.getFileName();
    }
    return last == null ? folder.toString() : last.toString();
  }

  private static List<String> names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> folder.relativize(file).toString())
          .filter(name -> !name.startsWith("._"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new DataException("%s: expected a readable folder, found: %s".formatted(folder, e), e);
    }
  }

  private static String shown(List<String> names) {
    if (names.isEmpty()) {
      return "an empty folder";
    }
    List<String> shown = new ArrayList<>();
    for (String name : names.subList(0, Math.min(SHOWN_NAMES, names.size()))) {
      shown.add(name.length() <= 60 ? name : Excerpt.of(name));
    }
    if (names.size() > SHOWN_NAMES) {
      shown.add("%d more".formatted(names.size() - SHOWN_NAMES));
    }
    return String.join(", ", shown);
  }
}
