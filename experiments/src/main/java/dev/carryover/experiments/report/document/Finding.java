package dev.carryover.experiments.report.document;

import java.util.List;

/**
 * A claim beside what stands against it.
 *
 * @param id its anchor and short name, for example F1
 * @param title the finding in one sentence
 * @param parts what is said to it by whom
 * @param tables the figures behind the words
 */
public record Finding(String id, String title, List<Part> parts, List<Table> tables)
    implements Block {

  /** Copies the lists. */
  public Finding {
    parts = List.copyOf(parts);
    tables = List.copyOf(tables);
  }

  /**
   * A part of what is said.
   *
   * @param heading who says it
   * @param sentences what is said, a paragraph each
   */
  public record Part(String heading, List<String> sentences) {
    /** Copies the list. */
    public Part {
      sentences = List.copyOf(sentences);
    }
  }
}
