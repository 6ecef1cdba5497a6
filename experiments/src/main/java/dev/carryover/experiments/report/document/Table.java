package dev.carryover.experiments.report.document;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A table: its first column holds words, the others figures aligned at their decimal points. */
public final class Table implements Block {
  /** As wide as a digit, where digits are equally wide. */
  private static final String FIGURE_SPACE = "\u2007";

  /** As wide as a point. */
  private static final String POINT_SPACE = "\u2008";

  private static final int LONGEST_WORD = 18;

  private final String caption;
  private final List<String> headings;
  private boolean prose;
  private final List<List<Object>> rows = new ArrayList<>();

  /**
   * A table without rows.
   *
   * @param caption what it shows and how to read it
   * @param headings one for each column
   */
  public Table(String caption, List<String> headings) {
    this.caption = caption;
    this.headings = List.copyOf(headings);
  }

  /** What the table shows and how to read it. */
  public String caption() {
    return caption;
  }

  /** One for each column. */
  public List<String> headings() {
    return headings;
  }

  /**
   * Adds a row.
   *
   * @param cells texts, or {@link Quantity quantities}
   * @throws IllegalArgumentException if there are not as many as headings
   */
  public Table row(Object... cells) {
    if (cells.length != headings.size()) {
      throw new IllegalArgumentException(
          "expected %d cells, found %d".formatted(headings.size(), cells.length));
    }
    rows.add(List.of(cells));
    return this;
  }

  /** Adds a title over the rows that follow. */
  public Table group(String title) {
    rows.add(List.of(title));
    return this;
  }

  /** Its cells are words: they stand to the left and break. */
  public Table words() {
    prose = true;
    return this;
  }

  /** Whether a column holds words alone, which stand to the left; the first is no such column. */
  public boolean isWords(int column) {
    List<Object> cells =
        rows.stream().filter(row -> column < row.size()).map(row -> row.get(column)).toList();
    return column > 0
        && (prose
            || (cells.stream().noneMatch(Quantity.class::isInstance)
                && cells.stream()
                    .anyMatch(cell -> cell.toString().chars().anyMatch(Character::isLetter))));
  }

  /** Whether a text has a word that is too long for a column, so that it must break within it. */
  public static boolean breaks(String text) {
    return Arrays.stream(text.split("\\s+")).anyMatch(word -> word.length() > LONGEST_WORD);
  }

  /** Whether it has no row. */
  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /** Whether its cells are words. */
  public boolean isProse() {
    return prose;
  }

  /** The cells' texts, row by row; a title over the following rows is one cell alone. */
  public List<List<String>> cells() {
    List<List<String>> texts = new ArrayList<>();
    rows.forEach(ignored -> texts.add(new ArrayList<>()));
    for (int c = 0; c < headings.size(); c++) {
      int decimals = mostDecimals(c);
      for (int r = 0; r < rows.size(); r++) {
        if (c < rows.get(r).size()) {
          Object cell = rows.get(r).get(c);
          texts
              .get(r)
              .add(
                  cell instanceof Quantity quantity
                      ? aligned(quantity, decimals)
                      : cell.toString());
        }
      }
    }
    return texts;
  }

  private int mostDecimals(int column) {
    return rows.stream()
        .filter(row -> column < row.size())
        .map(row -> row.get(column))
        .mapToInt(cell -> cell instanceof Quantity quantity ? quantity.supported() : 0)
        .max()
        .orElse(0);
  }

  private static String aligned(Quantity quantity, int decimals) {
    String padding = padding(quantity.supported(), decimals);
    String number = quantity.number() + padding;
    return quantity.interval().isPresent() ? number + " " + quantity.plusMinus() + padding : number;
  }

  private static String padding(int decimals, int most) {
    return (decimals == 0 && most > 0 ? POINT_SPACE : "") + FIGURE_SPACE.repeat(most - decimals);
  }
}
