package dev.carryover.data.source;

import dev.carryover.data.DataException;
import dev.carryover.data.DataSet;
import dev.carryover.data.FileContent;
import dev.carryover.data.Sha256;
import dev.carryover.data.idx.IdxFile;
import dev.carryover.data.idx.IdxFolder;
import dev.carryover.data.text.TextReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads a folder as a data set: either the four {@linkplain IdxFile IDX files}, or one pair {@code
 * *Images*.txt} and {@code *Labels*.txt} in the {@linkplain TextReader text format} of the paper's
 * course, such as {@code MNISTnumImages5000_balanced.txt} and {@code
 * MNISTnumLabels5000_balanced.txt}. The pair's names must differ in that word alone; it has no test
 * examples of its own.
 */
public final class DataFolder {
  private static final int SHOWN_ENTRIES = 8;

  private DataFolder() {}

  /**
   * The data set in a folder, named after it.
   *
   * @throws DataException if the folder is not there, holds neither kind or more than one pair of
   *     text files, or one of its files is not what it should be
   */
  public static DataSet load(Path folder) {
    List<String> entries = entries(folder);
    if (Arrays.stream(IdxFile.values()).anyMatch(file -> file.in(folder).isPresent())) {
      return IdxFolder.open(folder).toDataSet(name(folder));
    }
    List<String> images =
        entries.stream().filter(name -> name.contains("Images") && name.endsWith(".txt")).toList();
    return switch (images.size()) {
      case 0 ->
          throw new DataException(
              "%s: expected %s and its three companions, or *Images*.txt and *Labels*.txt, found %s"
                  .formatted(folder, IdxFile.TRAIN_IMAGES.fileName(), shown(entries)));
      case 1 -> text(folder, images.getFirst());
      default ->
          throw new DataException(
              "%s: expected one *Images*.txt, found %s".formatted(folder, shown(images)));
    };
  }

  private static DataSet text(Path folder, String imagesName) {
    FileContent images = FileContent.read(folder.resolve(imagesName));
    FileContent labels = FileContent.read(folder.resolve(imagesName.replace("Images", "Labels")));
    return new DataSet(
        name(folder),
        TextReader.read(images, labels),
        Optional.empty(),
        Sha256.of(images.bytes(), labels.bytes()));
  }

  private static String name(Path folder) {
    Path last = folder.toAbsolutePath().normalize().getFileName();
    return last == null ? folder.toString() : last.toString();
  }

  private static List<String> entries(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new DataException(
          "%s: expected a folder, found %s"
              .formatted(folder, Files.exists(folder) ? "a file" : "nothing"));
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> folder.relativize(file).toString()).sorted().toList();
    } catch (IOException e) {
      throw new DataException("%s: expected a readable folder, found: %s".formatted(folder, e), e);
    }
  }

  private static String shown(List<String> entries) {
    if (entries.isEmpty()) {
      return "an empty folder";
    }
    List<String> shown = new ArrayList<>(entries);
    if (shown.size() > SHOWN_ENTRIES) {
      shown = new ArrayList<>(shown.subList(0, SHOWN_ENTRIES));
      shown.add("%d more".formatted(entries.size() - SHOWN_ENTRIES));
    }
    return shown.stream().collect(Collectors.joining(", "));
  }
}
