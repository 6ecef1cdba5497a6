package dev.carryover.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carryover.experiments.record.Differences;
import dev.carryover.experiments.record.RunFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sweeps whose jobs run on Spark, beside the same in one process. */
class SparkRunTest extends SweepTest {
  private static final String ONE_FAILS =
      """
      key: rates
      replicas: 1
      defaults:
        architecture: {hidden: [3]}
        recipe: {epochs: 2}
        measure: {sets: [test]}
      axes: [{path: stages.digits.recipe.rate, values: [1.0e+30, 0.1, 0.2]}]
      stages:
        - {key: digits, objective: classify}
      """;

  @Test
  void twelveJobsOnAClusterComeToTheSameFolder() throws Exception {
    Path run = folder.resolve("run");
    Command command =
        Command.start(folder, sweep.run(folder, run, Command.onSpark(CLUSTER, "--quiet")));
    assertThat(command.status()).as(command.err()).isZero();
    assertThat(Results.of(run)).isEqualTo(Results.of(sweep.undisturbed())).hasSizeGreaterThan(60);
    assertThat(Differences.of(new RunFolder(sweep.undisturbed()), new RunFolder(run)).sameResults())
        .isTrue();
  }

  @Test
  void aJobThatFailsIsNamedAndTheOthersAreDoneAndResumeTriesItAgain() throws Exception {
    Path run = folder.resolve("run");
    List<String> onSpark = Command.onSpark("local[1]");
    Command command = Command.start(folder, sweep.run(ONE_FAILS, folder, run, onSpark));
    assertThat(command.status()).isEqualTo(1);
    assertThat(command.err())
        .contains("rates-1_0e_30 failed: ", "2 of 3 experiments done, 1 failed")
        .contains("1 of 3 experiments failed");
    RunFolder folderOfRun = new RunFolder(run);
    String done = Files.readString(folderOfRun.job("rates-0_1"));
    Files.delete(folderOfRun.job("rates-0_1"));
    List<String> resume = new ArrayList<>(List.of("resume", run.toString()));
    resume.addAll(onSpark);
    Command again = Command.start(folder, resume);
    assertThat(again.status()).isEqualTo(1);
    assertThat(Results.withoutTimes(Files.readString(folderOfRun.job("rates-0_1"))))
        .isEqualTo(Results.withoutTimes(done));
    assertThat(run.resolve("exchange")).doesNotExist();
  }

  @Test
  void theFirstFailureEndsARunThatFailsFast() throws Exception {
    Path run = folder.resolve("run");
    List<String> onSpark = Command.onSpark("local[1]", "--fail-fast");
    Command command = Command.start(folder, sweep.run(ONE_FAILS, folder, run, onSpark));
    assertThat(command.status()).isEqualTo(1);
    assertThat(command.err()).contains("rates-1_0e_30 failed: ").doesNotContain("of 3 done");
    assertThat(new RunFolder(run).job("rates-0_2")).doesNotExist();
  }

  @Test
  void aMasterThatIsNoneIsRefused() throws Exception {
    Path run = folder.resolve("run");
    Command command =
        Command.start(
            folder, sweep.run(ONE_FAILS, folder, run, Command.onSpark("sparkle://somewhere")));
    assertThat(command.status()).isEqualTo(2);
    assertThat(command.err()).contains("--on spark: expected a master", "sparkle://somewhere");
  }

  /** Executors have a device of number 7, and nobody said that a job needs one. */
  @Test
  void aJobComputesOnTheDeviceThatSparkHandsIt() throws Exception {
    Path run = folder.resolve("run");
    Path script = folder.resolve("devices.sh");
    Files.writeString(script, "#!/bin/sh\necho '{\"name\": \"gpu\", \"addresses\": [\"7\"]}'\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    List<String> arguments =
        sweep.run(
            ONE_FAILS,
            folder,
            run,
            Command.onSpark(
                CLUSTER,
                "--fail-fast",
                "--conf",
                "spark.task.maxFailures=1",
                "--conf",
                "spark.worker.resource.gpu.amount=1",
                "--conf",
                "spark.worker.resource.gpu.discoveryScript=" + script,
                "--conf",
                "spark.executor.resource.gpu.amount=1"));
    arguments.set(arguments.indexOf("vector"), "opencl");
    Command command = Command.start(folder, arguments);
    assertThat(command.status()).isEqualTo(1);
    assertThat(command.err())
        .containsPattern("failed: on .*: backend opencl (has no device 7|is not ready)");
  }
}
