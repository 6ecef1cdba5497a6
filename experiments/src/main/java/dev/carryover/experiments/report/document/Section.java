package dev.carryover.experiments.report.document;

import java.util.List;

/**
 * A part of a report.
 *
 * @param id its anchor
 */
public record Section(String id, String title, List<Block> blocks) {
  /** Copies the list. */
  public Section {
    blocks = List.copyOf(blocks);
  }
}
