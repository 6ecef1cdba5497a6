package dev.carryover.experiments.record;

import dev.carryover.experiments.record.Phases.Phase;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * {@code run.json}: what was asked for, on what it ran, and what came of it. With it and the
 * experiments beside it in {@code experiment.yaml} the run can be repeated.
 *
 * @param schema 1
 * @param command the command's name
 * @param complete whether everything that was asked for is there; a run that still trains, was
 *     interrupted or failed is not
 * @param spec what was asked for, defaults filled in
 * @param provenance on what it ran
 * @param backend what trained
 * @param data what it trained on
 * @param seconds how long it took
 * @param phases how long each stage took, in their order
 * @param experiments results by the experiment's key
 * @param failed why experiments failed, by their keys; absent if none has
 */
public record RunRecord(
    int schema,
    String command,
    boolean complete,
    Spec spec,
    Provenance provenance,
    BackendUsed backend,
    DataUsed data,
    Seconds seconds,
    List<Phase> phases,
    Map<String, ExperimentResults> experiments,
    Optional<Map<String, String>> failed) {

  /** The schema that this class writes. */
  public static final int SCHEMA = 1;

  /** Copies the list. */
  public RunRecord {
    phases = List.copyOf(phases);
  }

  /**
   * What was asked for.
   *
   * @param data as in {@code --data}
   * @param backend as in {@code --backend}
   * @param paper the key of the paper whose experiments these are
   * @param protocol as in {@code --protocol}, of the seed's paper
   * @param replicas R
   * @param epochs of every stage; absent where they differ
   * @param seed the root seed
   */
  public record Spec(
      String data,
      String backend,
      Optional<String> paper,
      Optional<String> protocol,
      int replicas,
      OptionalInt epochs,
      long seed) {}

  /**
   * What trained.
   *
   * @param name the backend's
   * @param device the device's
   * @param index the device's number within its backend
   * @param kind CPU, GPU or ACCELERATOR
   * @param details driver, memory and the like
   * @param reason why this one
   */
  public record BackendUsed(
      String name, String device, int index, String kind, String details, String reason) {}

  /**
   * What it trained on.
   *
   * @param name the data set's
   * @param sha256 of its content
   * @param origin where it came from
   * @param fallback why it is not real digits, where real digits were wanted
   * @param height of an image, in pixels
   * @param width of an image, in pixels
   */
  public record DataUsed(
      String name,
      String sha256,
      String origin,
      Optional<String> fallback,
      int height,
      int width) {}

  /**
   * Durations in seconds.
   *
   * @param total from start to this record
   * @param training of that, epochs alone
   */
  public record Seconds(double total, double training) {}

  /**
   * The record in a file.
   *
   * @throws dev.carryover.data.DataException if the file cannot be read, or is not such a record of
   *     this schema
   */
  public static RunRecord read(Path file) {
    return Json.read(file, RunRecord.class, SCHEMA);
  }

  /**
   * The file's content.
   *
   * @param protocols what stands under {@code protocols}, for the seed's paper
   */
  public String toJson(Optional<Map<String, Object>> protocols) {
    return Json.text(
        this, protocols.map(view -> Map.<String, Object>of("protocols", view)).orElse(Map.of()));
  }
}
