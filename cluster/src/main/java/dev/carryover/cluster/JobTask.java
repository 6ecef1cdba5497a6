package dev.carryover.cluster;

import dev.carryover.experiments.scheduler.Job;
import dev.carryover.experiments.scheduler.JobProgram;
import dev.carryover.experiments.scheduler.Place;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkEnv;
import org.apache.spark.SparkFiles;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.resource.ResourceInformation;
import org.apache.spark.util.SerializableConfiguration;

/**
 * One job as a task: it runs in a scratch folder of its own and publishes what it has come to.
 * Whatever goes wrong on a machine fails the attempt, and Spark makes another one, on another
 * machine if it likes; the last one's reason is the task's result.
 */
final class JobTask implements Function<Job, String> {
  private static final long serialVersionUID = 1L;
  private static final String GPU = "gpu";

  private final Broadcast<JobProgram> program;
  private final Broadcast<SerializableConfiguration> configuration;
  private final String exchange;
  private final int attempts;

  /**
   * @param program what it runs
   * @param configuration Hadoop's
   * @param exchange where it publishes
   * @param attempts how many Spark makes
   */
  JobTask(
      Broadcast<JobProgram> program,
      Broadcast<SerializableConfiguration> configuration,
      String exchange,
      int attempts) {
    this.program = program;
    this.configuration = configuration;
    this.exchange = exchange;
    this.attempts = attempts;
  }

  /** Runs a job and returns what is the matter; empty if it has been published. */
  @Override
  public String call(Job job) throws IOException {
    TaskContext context = TaskContext.get();
    try {
      run(job, context);
      return "";
    } catch (IOException | RuntimeException e) {
      if (context.isInterrupted() || context.attemptNumber() + 1 < attempts) {
        throw e;
      }
      return "on %s: %s".formatted(InetAddress.getLocalHost().getHostName(), e.getMessage());
    }
  }

  private void run(Job job, TaskContext context) throws IOException {
    Configuration hadoop = configuration.value().value();
    Exchange shared = new Exchange(exchange, hadoop);
    if (shared.has(job.key())) {
      return; // an attempt that published and was lost before it could say so
    }
    Path scratch = Files.createTempDirectory(Path.of(SparkFiles.getRootDirectory()), "job");
    try {
      for (String other : job.beginsLike()) {
        if (shared.has(other)) {
          shared.published(other).copyTo(scratch);
        }
      }
      List<String> names = program.value().run(job, scratch, place(context));
      String attempt = SparkEnv.get().conf().getAppId() + "-" + context.taskAttemptId();
      shared.publish(job.key(), attempt, scratch, names);
    } finally {
      remove(scratch);
    }
  }

  private static Place place(TaskContext context) {
    return new Place() {
      @Override
      public Optional<String> device() {
        return Optional.ofNullable(context.resourcesJMap().get(GPU))
            .map(ResourceInformation::addresses)
            .filter(addresses -> addresses.length > 0)
            .map(addresses -> addresses[0]);
      }

      @Override
      public void requireWanted() {
        context.killTaskIfInterrupted();
      }
    };
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
