package dev.carryover.experiments.report.contents;

import dev.carryover.data.DataException;
import dev.carryover.experiments.report.chart.Curve;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** A run's {@code history.csv}, by experiment, stage and metric. */
public final class Curves {
  private static final int COLUMNS = 6;

  private final Map<String, TreeMap<Integer, NavigableMap<Integer, Double>>> values =
      new HashMap<>();

  private Curves() {}

  /**
   * The history in a file; nothing where there is no file yet. Of a process that was killed while
   * it wrote, the last line may lack its end: it does not count.
   *
   * @throws DataException if it cannot be read, or a line is not of six columns with numbers where
   *     numbers belong
   */
  public static Curves read(Path file) {
    Curves curves = new Curves();
    if (!Files.exists(file)) {
      return curves;
    }
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new DataException(
          file + ": expected a readable history, found " + e.getClass().getSimpleName(), e);
    }
    List<String> lines = text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    for (int i = 1; i < lines.size(); i++) {
      curves.add(file, i + 1, lines.get(i));
    }
    return curves;
  }

  private void add(Path file, int number, String line) {
    String[] cells = line.split(",", -1);
    try {
      if (cells.length == COLUMNS) {
        values
            .computeIfAbsent(
                String.join(",", cells[0], cells[1], cells[4]), ignored -> new TreeMap<>())
            .computeIfAbsent(Integer.valueOf(cells[2]), ignored -> new TreeMap<>())
            .put(Integer.valueOf(cells[3]), Double.valueOf(cells[5]));
        return;
      }
    } catch (NumberFormatException e) {
      throw new DataException("%s, line %d: %s".formatted(file, number, e.getMessage()), e);
    }
    throw new DataException(
        "%s, line %d: expected %d columns, found %d"
            .formatted(file, number, COLUMNS, cells.length));
  }

  /**
   * One metric of one stage; empty if there is no record of it.
   *
   * @param experiment its key
   * @param stage its key
   * @param metric as {@code test.errorSnapped}
   */
  public Optional<Curve> curve(String experiment, String stage, String metric) {
    return Optional.ofNullable(values.get(String.join(",", experiment, stage, metric)))
        .map(byReplica -> new Curve(List.copyOf(byReplica.values())));
  }
}
