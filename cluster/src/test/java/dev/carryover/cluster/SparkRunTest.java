package dev.carryover.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carryover.data.Sha256;
import dev.carryover.experiments.record.Differences;
import dev.carryover.experiments.record.RunFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps whose jobs run on Spark, beside the same in one process. */
@Timeout(300)
class SparkRunTest {
  /** Four jobs of each seed begin alike. */
  private static final String SWEEP =
      """
      key: sweep
      replicas: 2
      defaults:
        architecture: {hidden: [5]}
        recipe: {epochs: 12}
        measure: {sets: [test]}
      axes:
        - {path: seed, values: [1, 2, 3]}
        - {path: stages.digits.recipe.rate, values: [0.05, 0.1, 0.2, 0.4]}
      stages:
        - {key: code, objective: reconstruct}
        - {key: digits, objective: classify, start: {from: code}}
      """;

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

  private static final String CLUSTER = "local-cluster[2,1,2048]";
  private static final List<String> NO_RESULTS = List.of("run.json", "report.html");

  @TempDir static Path shared;
  @TempDir Path folder;

  private static Path data = Path.of("");
  private static Path undisturbed = Path.of("");

  @BeforeAll
  static void runInOneProcess() throws Exception {
    data = SmallImages.write(shared.resolve("data"));
    undisturbed = shared.resolve("undisturbed");
    Path home = Files.createDirectories(shared.resolve("home"));
    Command command = Command.start(home, run(SWEEP, home, undisturbed, List.of()));
    assertThat(command.status()).as(command.err()).isZero();
  }

  private static List<String> run(String plan, Path home, Path run, List<String> more)
      throws IOException {
    Path file = Files.writeString(home.resolve("plan.yaml"), plan);
    List<String> arguments = new ArrayList<>(List.of("run", file.toString()));
    arguments.addAll(List.of("--data", data.toString(), "--backend", "vector"));
    arguments.addAll(List.of("--out", run.toString()));
    arguments.addAll(more);
    return arguments;
  }

  @Test
  void twelveJobsOnAClusterComeToTheSameFolder() throws Exception {
    Path run = folder.resolve("run");
    Command command =
        Command.start(folder, run(SWEEP, folder, run, Command.onSpark(CLUSTER, "--quiet")));
    assertThat(command.status()).as(command.err()).isZero();
    assertThat(contents(run)).isEqualTo(contents(undisturbed)).hasSizeGreaterThan(60);
    assertThat(Differences.of(new RunFolder(undisturbed), new RunFolder(run)).sameResults())
        .isTrue();
  }

  @Test
  void anExecutorThatIsKilledCostsOneMoreAttempt() throws Exception {
    Path run = folder.resolve("run");
    Path events = Files.createDirectories(folder.resolve("events"));
    Command command =
        Command.start(
            folder,
            run(
                SWEEP,
                folder,
                run,
                Command.onSpark(
                    CLUSTER,
                    "--conf",
                    "spark.eventLog.enabled=true",
                    "--conf",
                    "spark.eventLog.compress=false",
                    "--conf",
                    "spark.eventLog.dir=file://" + events)));
    killAnExecutorInMidJob(command);
    assertThat(command.status()).as(command.err()).isZero();
    List<String> ends = taskEnds(events);
    assertThat(ends.stream().filter(end -> end.contains("\"Reason\":\"ExecutorLostFailure\"")))
        .hasSize(1);
    assertThat(ends.stream().filter(end -> end.contains("\"Reason\":\"Success\""))).hasSize(12);
    assertThat(contents(run)).isEqualTo(contents(undisturbed));
  }

  /** One in whose folder a job has begun to write its history; it is known by that folder. */
  private static void killAnExecutorInMidJob(Command command) throws Exception {
    while (command.isRunning()) {
      Optional<Path> executor = inMidJob(command.home().resolve("work"));
      for (ProcessHandle process : command.descendants()) {
        Path place = Path.of("/proc", Long.toString(process.pid()), "cwd");
        if (executor.isPresent()
            && Files.exists(place)
            && Files.isSameFile(place, executor.get())) {
          assertThat(process.destroyForcibly()).isTrue();
          return;
        }
      }
      Thread.sleep(2);
    }
    throw new AssertionError("ended without an executor in mid-job: " + command.err());
  }

  /** Where it works: two folders above a history. */
  private static Optional<Path> inMidJob(Path work) throws IOException {
    if (!Files.exists(work)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.find(work, 4, (file, a) -> file.endsWith("history.csv"))) {
      return files.map(file -> file.resolve("../..").normalize()).findFirst();
    } catch (UncheckedIOException e) {
      return Optional.empty(); // a job's folder that was removed just now
    }
  }

  private static List<String> taskEnds(Path events) throws IOException {
    List<String> ends = new ArrayList<>();
    try (Stream<Path> files = Files.walk(events)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        try (Stream<String> lines = Files.lines(file)) {
          lines.filter(line -> line.contains("\"SparkListenerTaskEnd\"")).forEach(ends::add);
        }
      }
    }
    return ends;
  }

  @Test
  void aJobThatFailsIsNamedAndTheOthersAreDoneAndResumeTriesItAgain() throws Exception {
    Path run = folder.resolve("run");
    List<String> onSpark = Command.onSpark("local[1]");
    Command command = Command.start(folder, run(ONE_FAILS, folder, run, onSpark));
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
    assertThat(withoutTimes(Files.readString(folderOfRun.job("rates-0_1"))))
        .isEqualTo(withoutTimes(done));
    assertThat(run.resolve("exchange")).doesNotExist();
  }

  @Test
  void theFirstFailureEndsARunThatFailsFast() throws Exception {
    Path run = folder.resolve("run");
    List<String> onSpark = Command.onSpark("local[1]", "--fail-fast");
    Command command = Command.start(folder, run(ONE_FAILS, folder, run, onSpark));
    assertThat(command.status()).isEqualTo(1);
    assertThat(command.err()).contains("rates-1_0e_30 failed: ").doesNotContain("of 3 done");
    assertThat(new RunFolder(run).job("rates-0_2")).doesNotExist();
  }

  @Test
  void aMasterThatIsNoneIsRefused() throws Exception {
    Path run = folder.resolve("run");
    Command command =
        Command.start(folder, run(ONE_FAILS, folder, run, Command.onSpark("sparkle://somewhere")));
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
        run(
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

  /** All files of a run's folder that hold results, times apart. */
  private static Map<String, String> contents(Path run) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(run)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = run.relativize(file).toString();
        if (!NO_RESULTS.contains(name) && !name.startsWith(".") && !name.startsWith("figures")) {
          byte[] bytes = Files.readAllBytes(file);
          contents.put(
              name,
              name.endsWith(".json")
                  ? withoutTimes(new String(bytes, StandardCharsets.UTF_8))
                  : Sha256.of(bytes));
        }
      }
    }
    return contents;
  }

  private static String withoutTimes(String json) {
    return json.replaceAll("\"(\\w+Seconds|seconds)\" *: *[-0-9.eE]+", "");
  }
}
