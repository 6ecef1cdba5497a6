package dev.carryover.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.record.RunFolder;
import dev.carryover.experiments.run.StageRef;
import dev.carryover.experiments.tensorboard.EventLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** TensorBoard reads from a run's event files what stands in its history. */
@TestInstance(Lifecycle.PER_CLASS)
class TensorBoardTest {
  /** Prints every scalar as {@code folder,epoch,curve,value}. */
  private static final String READ =
      """
      import os
      from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
      for folder, _, files in sorted(os.walk("tensorboard")):
          if files:
              events = EventAccumulator(folder)
              events.Reload()
              for tag in events.Tags()["scalars"]:
                  for e in events.Scalars(tag):
                      print(os.path.basename(folder), e.step, tag, e.value, sep=",")
      """;

  private Path folder = Path.of("");

  @BeforeAll
  void train(@TempDir Path temporary) throws IOException {
    folder = temporary.resolve("run");
    Path data = SmallDigits.write(temporary.resolve("data"));
    Outcome outcome =
        Outcome.of(
            "pretrain",
            "--data",
            data.toString(),
            "--backend",
            "ejml",
            "--epochs",
            "3",
            "--replicas",
            "2",
            "--protocol",
            "corrected",
            "--tensorboard",
            "--out",
            folder.toString());
    assertThat(outcome.status()).as(outcome.err()).isZero();
  }

  /** {@code replica-0,3,loss} and its value, by the history. */
  private Map<String, Double> history() throws IOException {
    Map<String, Double> expected = new LinkedHashMap<>();
    Map<String, Double> sums = new LinkedHashMap<>();
    List<String> lines = Files.readAllLines(new RunFolder(folder).history());
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1); // protocol,run,replica,epoch,metric,value
      String point = cells[3] + "," + cells[4].replace('.', '/');
      double value = Double.parseDouble(cells[5]);
      expected.put("replica-" + cells[2] + "," + point, value);
      sums.merge("mean," + point, value, Double::sum);
    }
    sums.forEach((point, sum) -> expected.put(point, sum / 2));
    return expected;
  }

  /** Every scalar by {@code folder,epoch,curve}, as TensorBoard reads a run's folder. */
  private static Map<String, Double> read(Path run) throws IOException, InterruptedException {
    Python python = new Python(run);
    assumeTrue(
        python.imports("tensorboard.backend.event_processing.event_accumulator"),
        "needs a PYTHON with tensorboard");
    Map<String, Double> found = new LinkedHashMap<>();
    python
        .succeeds(READ, run)
        .lines()
        .filter(line -> line.startsWith("replica-") || line.startsWith("mean,"))
        .forEach(line -> {
          int comma = line.lastIndexOf(',');
          found.put(line.substring(0, comma), Double.parseDouble(line.substring(comma + 1)));
        });
    return found;
  }

  @Test
  void itsOwnReaderFindsTheHistoryOfEachReplicaAndTheMean()
      throws IOException, InterruptedException {
    Map<String, Double> found = read(folder);
    Map<String, Double> expected = history();
    assertThat(found.keySet())
        .contains("mean,3,loss", "replica-1,3,test/squaredError")
        .containsExactlyInAnyOrderElementsOf(expected.keySet());
    found.forEach((point, value) -> {
      double history = Objects.requireNonNull(expected.get(point));
      assertThat(value).as(point).isCloseTo(history, within(1e-6 * Math.abs(history)));
    });
  }

  @Test
  void theLaterEpochsOfAStageThatGoesOnAreThoseOfTheNewProcess(@TempDir Path other)
      throws IOException, InterruptedException {
    Experiment experiment = new RunFolder(folder).experiments().getFirst();
    StageRef stage = new StageRef(experiment, experiment.stages().getFirst());
    EventLog interrupted = new EventLog(new RunFolder(other));
    interrupted.started(stage, 10);
    for (int epoch = 1; epoch <= 4; epoch++) {
      interrupted.epochDone(stage, epoch, List.of(1.0 * epoch, 3.0 * epoch));
    }
    interrupted.abandoned(stage);
    Thread.sleep(2); // files are named by the millisecond
    EventLog resumed = new EventLog(new RunFolder(other));
    resumed.started(stage, 10);
    resumed.resumed(stage, 2, 0);
    for (int epoch = 3; epoch <= 4; epoch++) {
      resumed.epochDone(stage, epoch, List.of(100.0 * epoch, 300.0 * epoch));
    }
    resumed.abandoned(stage);
    Map<String, Double> found = read(other);
    assertThat(found).hasSize(12);
    assertThat(found).containsEntry("mean,2,loss", 4.0).containsEntry("mean,3,loss", 600.0);
    assertThat(found).containsEntry("replica-1,4,loss", 1200.0);
  }

  @Test
  void withoutTheOptionThereAreNone(@TempDir Path other) {
    Path out = other.resolve("run");
    Outcome outcome =
        Outcome.of(
            "pretrain",
            "--data",
            folder.resolveSibling("data").toString(),
            "--backend",
            "ejml",
            "--epochs",
            "1",
            "--protocol",
            "corrected",
            "--out",
            out.toString());
    assertThat(outcome.status()).as(outcome.err()).isZero();
    assertThat(out.resolve("tensorboard")).doesNotExist();
    assertThat(folder.resolve("tensorboard/corrected-autoencoder/mean")).isNotEmptyDirectory();
  }
}
