package dev.carryover.experiments.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.Metric;
import dev.carryover.experiments.record.RunFolder;
import dev.carryover.experiments.run.SearchOutcome;
import dev.carryover.experiments.run.StageRef;
import dev.carryover.experiments.run.TinyExperiments;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventLogTest {
  @TempDir Path folder;

  /** How many losses stand in the files of one curve's folder. */
  private long losses(String name) throws IOException {
    long losses = 0;
    try (Stream<Path> files =
        Files.list(folder.resolve("tensorboard/tiny-digits-search").resolve(name))) {
      for (Path file : files.toList()) {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        losses += text.split("loss", -1).length - 1;
      }
    }
    return losses;
  }

  @Test
  void aSearchsCurvesAreKeptAndNoLossThatIsNotFiniteStandsInThem() throws IOException {
    Experiment experiment =
        TinyExperiments.of(
            """
            key: tiny
            replicas: 1
            data: {validation: 0.2}
            stages: [{key: digits, objective: classify, search: {rate: [0.1, 1e30]}}]
            """);
    StageRef stage = new StageRef(experiment, experiment.stages().getFirst());
    StageRef search = stage.search().orElseThrow();
    EventLog log = new EventLog(new RunFolder(folder));
    log.started(search, 10);
    log.epochDone(search, 1, List.of(0.5, 0.7));
    log.epochDone(search, 2, List.of(0.4, Double.NaN));
    log.epochDone(search, 3, List.of(Double.NaN, Double.NaN));
    log.searched(stage, new SearchOutcome(Metric.ERROR, List.of()), 1);
    assertThat(losses("replica-0")).isEqualTo(2);
    assertThat(losses("replica-1")).isEqualTo(1);
    assertThat(losses("mean")).isEqualTo(2);
  }
}
