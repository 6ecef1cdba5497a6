package dev.carryover.experiments.record;

import java.util.Map;
import java.util.Optional;

/**
 * {@code run.json}: what was asked for, on what it ran, and what came of it. With it alone the run
 * can be repeated.
 *
 * @param schema 1
 * @param command the command's name
 * @param spec what was asked for, defaults filled in
 * @param provenance on what it ran
 * @param backend what trained
 * @param data what it trained on
 * @param seconds how long it took
 * @param protocols results by the protocol's key
 */
public record RunRecord(
    int schema,
    String command,
    Spec spec,
    Provenance provenance,
    BackendUsed backend,
    DataUsed data,
    Seconds seconds,
    Map<String, ProtocolResults> protocols) {

  /** The schema that this class writes. */
  public static final int SCHEMA = 1;

  /**
   * What was asked for.
   *
   * @param data as in {@code --data}
   * @param backend as in {@code --backend}
   * @param replicas R
   * @param epochs of every run
   * @param seed the root seed
   */
  public record Spec(String data, String backend, int replicas, int epochs, long seed) {}

  /**
   * What trained.
   *
   * @param name the backend's
   * @param device the device's
   * @param details driver, memory and the like
   * @param reason why this one
   */
  public record BackendUsed(String name, String device, String details, String reason) {}

  /**
   * What it trained on.
   *
   * @param name the data set's
   * @param sha256 of its content
   * @param origin where it came from
   * @param fallback why it is not real digits, where real digits were wanted
   */
  public record DataUsed(String name, String sha256, String origin, Optional<String> fallback) {}

  /**
   * Durations in seconds.
   *
   * @param total from start to this record
   * @param training of that, epochs alone
   */
  public record Seconds(double total, double training) {}

  /** The file's content. */
  public String toJson() {
    return Json.text(this);
  }
}
