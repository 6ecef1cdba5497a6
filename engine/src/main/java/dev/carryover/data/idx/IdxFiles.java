package dev.carryover.data.idx;

import dev.carryover.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The IDX files of one data set in a folder, not yet read.
 *
 * @param folder where they lie
 * @param set what their names begin with, for example {@code emnist-letters}; empty for MNIST's own
 *     names
 * @param paths those that are there
 */
public record IdxFiles(Path folder, String set, Map<IdxFile, Path> paths) {

  /** Copies the map. */
  public IdxFiles {
    paths = Map.copyOf(paths);
  }

  /**
   * Every data set that has a file in a folder, by name; none where there is no folder.
   *
   * @throws DataException if the folder cannot be read
   */
  public static List<IdxFiles> in(Path folder) {
    Map<String, Map<IdxFile, IdxName>> sets = new TreeMap<>();
    for (IdxName name : names(folder)) {
      sets.computeIfAbsent(name.set(), set -> new EnumMap<>(IdxFile.class))
          .putIfAbsent(name.file(), name);
    }
    List<IdxFiles> found = new ArrayList<>();
    sets.forEach((set, files) -> {
      Map<IdxFile, Path> paths = new EnumMap<>(IdxFile.class);
      files.forEach((file, name) -> paths.put(file, folder.resolve(name.name())));
      found.add(new IdxFiles(folder, set, paths));
    });
    return found;
  }

  /**
   * The files of one set in a folder, where there is no folder none.
   *
   * @param set what their names begin with; empty for MNIST's own names
   * @throws DataException if the folder cannot be read
   */
  public static IdxFiles of(Path folder, String set) {
    return in(folder).stream()
        .filter(files -> files.set.equals(set))
        .findFirst()
        .orElseGet(() -> new IdxFiles(folder, set, Map.of()));
  }

  /** Best first. Folders that are named as files are, as one archive has them, are passed over. */
  private static List<IdxName> names(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> !Files.isDirectory(entry))
          .map(entry -> IdxName.of(folder.relativize(entry).toString()))
          .flatMap(Optional::stream)
          .sorted(IdxName.PREFERENCE)
          .toList();
    } catch (IOException e) {
      throw new DataException("%s: expected a readable folder, found: %s".formatted(folder, e), e);
    }
  }

  /** Whether all four are there. */
  public boolean isWhole() {
    return paths.size() == IdxFile.values().length;
  }

  /** One of the files, if it is there. */
  public Optional<Path> path(IdxFile file) {
    return Optional.ofNullable(paths.get(file));
  }

  /**
   * One of the files.
   *
   * @throws DataException if it is not there
   */
  public Path require(IdxFile file) {
    return path(file)
        .orElseThrow(() ->
            new DataException(
                "%s: expected %s or %2$s.gz, found neither".formatted(folder, nameOf(file))));
  }

  private String nameOf(IdxFile file) {
    return set.isEmpty() ? file.fileName() : set + "-" + file.fileName().replace("t10k", "test");
  }
}
