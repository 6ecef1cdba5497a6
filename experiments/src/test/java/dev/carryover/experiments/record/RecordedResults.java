package dev.carryover.experiments.record;

import dev.carryover.experiments.papers.Papers;
import dev.carryover.experiments.papers.SchemaOne;
import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.record.job.JobFiles;
import dev.carryover.experiments.record.job.JobOrigin;
import dev.carryover.experiments.record.job.JobRecord;
import dev.carryover.experiments.record.job.JobRecorder;
import dev.carryover.experiments.record.job.JobRecords;
import dev.carryover.experiments.run.Observer;
import dev.carryover.experiments.run.TinyExperiments;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** What tiny runs of the seed paper's experiments leave. */
final class RecordedResults {
  private RecordedResults() {}

  /** Runs an experiment into a folder and gives its results. */
  static ExperimentResults of(Path folder, Experiment experiment) {
    RunFolder run = new RunFolder(folder);
    JobRecords records = new JobRecords(List.of(experiment));
    JobOrigin origin = new JobOrigin("", "", "", "ejml", "Java");
    new JobFiles(run).writeHistory(List.of());
    JobRecorder recorder =
        new JobRecorder(run, experiment, origin, JobRecord.none(origin), 1, records);
    TinyExperiments.run(
        experiment, Observer.all(List.of(recorder, new RunWriter(run, () -> "{}\n"))));
    return recorder.record().results(experiment);
  }

  /**
   * {@code run.json} of a run of few stages and one replica, with everything else that it can hold.
   */
  static String small(Path folder) {
    Experiment experiment =
        TinyExperiments.paper("published", 1, 1).only(Set.of("autoencoder", "caseI", "caseII"));
    return json(Map.of("published", of(folder, experiment)), Optional.of("no network"));
  }

  /** A record of the given results. */
  static RunRecord record(Map<String, ExperimentResults> experiments, Optional<String> fallback) {
    return new RunRecord(
        RunRecord.SCHEMA,
        "reproduce",
        true,
        new RunRecord.Spec(
            "auto",
            "ejml",
            Optional.of("vera2024"),
            Optional.of("both"),
            1,
            OptionalInt.of(200),
            Long.MIN_VALUE),
        Provenance.here(Instant.ofEpochSecond(0), 7, List.of("reproduce", "--seed", "7"), Map.of()),
        new RunRecord.BackendUsed("ejml", "Java", 0, "CPU", "float64", "asked for by name"),
        new RunRecord.DataUsed("mnist", "ab".repeat(32), "cache", fallback, 2, 3),
        new RunRecord.Seconds(2.5, 1.25),
        List.of(),
        experiments,
        Optional.empty());
  }

  /** {@code run.json} of the given results. */
  static String json(Map<String, ExperimentResults> experiments, Optional<String> fallback) {
    return record(experiments, fallback)
        .toJson(SchemaOne.protocols(Papers.named("vera2024"), experiments));
  }
}
