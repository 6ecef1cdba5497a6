package dev.carryover.experiments.console;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows of text in aligned columns: words to the left, figures to the right. */
public final class TextTable {
  private static final String GAP = "   ";

  private final int words;
  private final int columns;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * A table with the given headings.
   *
   * @param words how many columns, from the left, hold words
   */
  public TextTable(int words, String... headings) {
    this.words = words;
    columns = headings.length;
    rows.add(List.of(headings));
  }

  /**
   * Adds a row.
   *
   * @throws IllegalArgumentException if it has not as many cells as there are headings
   */
  public void row(String... cells) {
    if (cells.length != columns) {
      throw new IllegalArgumentException("expected " + columns + " cells, found " + cells.length);
    }
    rows.add(List.of(cells));
  }

  /** The table's lines, headings first, underlined. */
  public List<String> lines() {
    int[] widths =
        IntStream.range(0, columns)
            .map(c -> rows.stream().mapToInt(row -> row.get(c).length()).max().orElse(0))
            .toArray();
    List<String> lines = new ArrayList<>(rows.stream().map(row -> line(row, widths)).toList());
    lines.add(1, "─".repeat(lines.getFirst().length()));
    return lines;
  }

  private String line(List<String> row, int[] widths) {
    return IntStream.range(0, widths.length)
        .mapToObj(c -> {
          String padding = " ".repeat(widths[c] - row.get(c).length());
          return c < words ? row.get(c) + padding : padding + row.get(c);
        })
        .collect(Collectors.joining(GAP));
  }
}
