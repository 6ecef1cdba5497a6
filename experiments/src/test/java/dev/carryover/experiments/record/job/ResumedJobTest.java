package dev.carryover.experiments.record.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.record.job.StoppableJob.StoppedException;
import dev.carryover.experiments.run.TinyExperiments;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A job that was stopped comes to the same bits as one that was not. */
class ResumedJobTest {
  private static final int EPOCHS = 3 + 2 + 4 + 8;

  @TempDir Path folder;

  /** A carried stage, masked inputs, a code as target, a search, a stop by patience, a graft. */
  private static Experiment experiment(String optimizer) {
    return TinyExperiments.of(
        """
        key: tiny
        replicas: 3
        seed: 5
        data: {validation: 0.2}
        defaults:
          recipe: {optimizer: {kind: %s}, rate: 0.05, batch: 16}
          measure: {schedule: {every: 2}}
        stages:
          - key: pretrain
            objective: reconstruct
            architecture: {hidden: [4]}
            recipe: {epochs: 3, corruption: 0.2}
          - key: second
            objective: reconstructCode
            architecture: {hidden: [4, 3]}
            start: {from: pretrain}
            frozen: 1
            recipe: {epochs: 2}
          - key: tuned
            objective: classify
            architecture: {hidden: [4, 3]}
            start: {from: second, layers: 2}
            train: {perClass: 3}
            recipe: {epochs: 8, decay: 0.01}
            search: {rate: [0.001, 0.05], corruption: [0, 0.1], epochs: 4, halving: 2}
            measure: {schedule: {every: 1}, stop: {set: test, metric: squaredError, patience: 2}}
        grafts: [{key: mixed, into: tuned, from: second}]
        """
            .formatted(optimizer));
  }

  @ParameterizedTest
  @CsvSource({"ejml,momentum", "ejml,adam", "vector,momentum", "vector,adam"})
  void stoppedAtAnyEpochOrAfterEachItComesToTheSameBits(String backend, String optimizer)
      throws Exception {
    Experiment experiment = experiment(optimizer);
    StoppableJob whole = new StoppableJob(folder.resolve("whole"), experiment, backend);
    JobRecord expected = whole.run();
    int epochs =
        (int)
            expected.history().stream()
                .filter(row -> row.contains(",0,") && row.contains(",loss,"))
                .count();
    assertThat(expected.history()).anyMatch(row -> row.startsWith("tuned,"));
    assertThat(expected.searches().values())
        .allSatisfy(
            search -> assertThat(search.candidates()).anyMatch(one -> one.dropped().isPresent()));
    assertThat(epochs).isPositive().isLessThanOrEqualTo(EPOCHS);
    for (int stop = 1; stop < EPOCHS; stop++) {
      StoppableJob job = new StoppableJob(folder.resolve("after" + stop), experiment, backend);
      try {
        job.run(stop);
      } catch (StoppedException e) {
        same(job, job.run(), whole, expected);
      }
    }
    StoppableJob often = new StoppableJob(folder.resolve("often"), experiment, backend);
    for (int epoch = 1; epoch <= 7; epoch++) {
      assertThatExceptionOfType(StoppedException.class).isThrownBy(() -> often.run(1));
    }
    same(often, often.run(), whole, expected);
  }

  private static void same(
      StoppableJob job, JobRecord record, StoppableJob whole, JobRecord expected) throws Exception {
    assertThat(record.stages()).isEqualTo(expected.stages());
    assertThat(record.searches()).isEqualTo(expected.searches()).hasSize(1);
    assertThat(record.grafts()).isEqualTo(expected.grafts());
    assertThat(record.parameters()).isEqualTo(expected.parameters()).hasSize(3);
    assertThat(record.history()).isEqualTo(expected.history());
    assertThat(job.folder().resolve("history.csv"))
        .hasSameBinaryContentAs(whole.folder().resolve("history.csv"));
    try (var files = Files.list(whole.folder().resolve("weights"))) {
      for (Path file : files.toList()) {
        assertThat(job.folder().resolve("weights").resolve(file.getFileName()))
            .hasSameBinaryContentAs(file);
      }
    }
  }
}
