package dev.carryover.experiments.record.job;

import dev.carryover.data.DataException;
import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.record.History;
import dev.carryover.experiments.record.Json;
import dev.carryover.experiments.record.RunFolder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/**
 * The records of jobs that have ended, {@code jobs/KEY.json}: each is written whole or not at all.
 *
 * @param folder the run's
 */
public record JobFiles(RunFolder folder) {

  /**
   * The record of a job that has ended, well or not; empty if it has not.
   *
   * @throws DataException if the file cannot be read, or is no such record of this schema
   */
  public Optional<JobRecord> read(Experiment experiment) {
    return Files.exists(folder.job(experiment.key()))
        ? Optional.of(Json.read(folder.job(experiment.key()), JobRecord.class, JobRecord.SCHEMA))
        : Optional.empty();
  }

  /** Writes the record of a job that has ended, durably. */
  public void write(Experiment experiment, JobRecord record) {
    folder.writeDurably(
        folder.job(experiment.key()),
        out -> out.write(Json.text(record).getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Writes {@code history.csv} of jobs that have ended.
   *
   * @param ended in the plan's order
   */
  public void writeHistory(List<Experiment> ended) {
    folder.write(
        folder.history(),
        out -> {
          write(out, History.HEADER);
          for (Experiment experiment : ended) {
            for (String row : read(experiment).map(JobRecord::history).orElse(List.of())) {
              write(out, History.line(experiment.key(), row));
            }
          }
        });
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
