package dev.carryover.experiments.report;

import java.util.List;

/**
 * A claim of the paper beside what stands against it.
 *
 * @param id as in PROTOCOL, for example F1
 * @param title the finding in one sentence
 * @param claim what the paper says
 * @param evidence what its own figures and program say
 * @param measured what this run measured, in words
 * @param tables the figures behind the words
 */
public record Finding(
    String id,
    String title,
    String claim,
    String evidence,
    List<String> measured,
    List<Table> tables)
    implements Block {

  /** Copies the lists. */
  public Finding {
    measured = List.copyOf(measured);
    tables = List.copyOf(tables);
  }
}
