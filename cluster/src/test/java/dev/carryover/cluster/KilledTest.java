package dev.carryover.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carryover.experiments.record.RunFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;

/** A sweep on a cluster of which a process is killed in mid-job comes to the same results. */
class KilledTest extends SweepTest {
  @Test
  void anExecutorThatIsKilledCostsOneMoreAttempt() throws Exception {
    Path run = folder.resolve("run");
    Events events = Events.in(folder.resolve("events"));
    List<String> onSpark = Command.onSpark(CLUSTER, events.options());
    Command command = Command.start(folder, sweep.run(folder, run, onSpark));
    assertThat(executorInMidJob(command).destroyForcibly()).isTrue();
    assertThat(command.status()).as(command.err()).isZero();
    assertThat(events.ends("ExecutorLostFailure")).isEqualTo(1);
    assertThat(events.ends("Success")).isEqualTo(Sweep.JOBS);
    assertThat(Results.of(run)).isEqualTo(Results.of(sweep.undisturbed()));
  }

  /** The driver is frozen first, so that jobs end of which it learns nothing. */
  @Test
  void whatEndedBeforeTheDriverWasKilledIsCollectedAndTheOthersAreRun() throws Exception {
    Path run = folder.resolve("run");
    Path exchange = folder.resolve("exchange");
    List<String> onSpark = Command.onSpark(CLUSTER, "--shared", exchange.toString());
    Command killed = Command.start(folder, sweep.run(folder, run, onSpark));
    freezeUntilJobsEnd(killed, run, exchange);
    killed.killWithItsExecutors();

    Map<Path, byte[]> uncollected = uncollected(run, exchange);
    long others = Sweep.JOBS - uncollected.size() - collected(run);
    Events events = Events.in(folder.resolve("events"));
    List<String> resume = new ArrayList<>(List.of("resume", run.toString()));
    resume.addAll(onSpark);
    resume.addAll(List.of(events.options()));
    Command resumed = Command.start(folder, resume);
    assertThat(resumed.status()).as(resumed.err()).isZero();
    assertThat(events.ends("Success")).isEqualTo(others);
    // With the seconds that they took: nobody has trained them again.
    for (Map.Entry<Path, byte[]> job : uncollected.entrySet()) {
      assertThat(job.getKey()).hasBinaryContent(job.getValue());
    }
    assertThat(Results.of(run)).isEqualTo(Results.of(sweep.undisturbed()));
    assertThat(exchange).isEmptyDirectory();
  }

  /** Freezes a driver in mid-job, and waits until a job has ended without its knowledge. */
  private static void freezeUntilJobsEnd(Command driver, Path run, Path shared) throws Exception {
    while (true) {
      executorInMidJob(driver);
      driver.signal("STOP");
      for (int i = 0; i < 100; i++) {
        if (!uncollected(run, shared).isEmpty()) {
          return;
        }
        Thread.sleep(20);
      }
      driver.signal("CONT"); // it had learnt of that job's end just before
    }
  }

  /** What is published of jobs that the run's folder does not have, by their places in it. */
  private static Map<Path, byte[]> uncollected(Path run, Path shared) throws IOException {
    Map<Path, byte[]> uncollected = new LinkedHashMap<>();
    for (Path root : folders(shared)) {
      Exchange exchange = new Exchange("file://" + root, new Configuration(false));
      for (String key : exchange.keys()) {
        Path record = new RunFolder(run).job(key);
        if (!Files.exists(record)) {
          try (InputStream in = exchange.published(key).open(run.relativize(record).toString())) {
            uncollected.put(record, in.readAllBytes());
          }
        }
      }
    }
    return uncollected;
  }

  private static List<Path> folders(Path shared) throws IOException {
    if (!Files.exists(shared)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(shared)) {
      return folders.toList();
    }
  }

  /** How many jobs the run's folder has. */
  private static long collected(Path run) throws IOException {
    Path jobs = run.resolve("jobs");
    if (!Files.exists(jobs)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(jobs)) {
      return files.filter(file -> file.toString().endsWith(".json")).count();
    }
  }

  /** One in whose folder a job has begun to write its history; it is known by that folder. */
  private static ProcessHandle executorInMidJob(Command command) throws Exception {
    while (command.isRunning()) {
      Optional<Path> executor = inMidJob(command.home().resolve("work"));
      for (ProcessHandle process : command.descendants()) {
        Path place = Path.of("/proc", Long.toString(process.pid()), "cwd");
        if (executor.isPresent()
            && Files.exists(place)
            && Files.isSameFile(place, executor.get())) {
          return process;
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
}
