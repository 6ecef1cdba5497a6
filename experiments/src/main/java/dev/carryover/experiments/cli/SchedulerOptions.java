package dev.carryover.experiments.cli;

import dev.carryover.data.Excerpt;
import dev.carryover.experiments.scheduler.Scheduler;
import dev.carryover.experiments.scheduler.SchedulerSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a run's jobs are run. */
final class SchedulerOptions {
  private static final String HERE = "local";

  @Option(
      names = "--on",
      paramLabel = "local|spark",
      description =
          "Where experiments are run: local, the default, one after another in this process; spark,"
              + " each as one task of an Apache Spark application (docs/cluster.md).")
  private String on = HERE;

  @Option(
      names = "--master",
      paramLabel = "URL",
      description =
          "Spark's master, as spark://HOST:7077, yarn or k8s://https://HOST:PORT (default what"
              + " spark-submit says, else local[*]).")
  private @Nullable String master;

  @Option(
      names = "--shared",
      paramLabel = "DIR|URI",
      description =
          "A folder that all machines see, as hdfs://HOST/DIR or s3a://BUCKET/DIR, in which they"
              + " leave what this process collects (default one in the run's folder).")
  private @Nullable String shared;

  @Option(
      names = "--conf",
      paramLabel = "KEY=VALUE",
      description = "A setting of Spark's, as spark.executor.cores=4.")
  private List<String> configuration = List.of();

  /**
   * The scheduler that is asked for; empty for this process.
   *
   * @throws UsageException if there is none of that name, or an option belongs to another
   */
  Optional<Scheduler> scheduler() {
    if (on.equals(HERE)) {
      requireNone();
      return Optional.empty();
    }
    List<String> names = new ArrayList<>(List.of(HERE));
    for (Scheduler found : ServiceLoader.load(Scheduler.class)) {
      if (found.name().equals(on)) {
        return Optional.of(found);
      }
      names.add(found.name());
    }
    throw new UsageException(
        on.equals("spark")
            ? "--on: expected module cluster on the class path for spark, found none; in a checkout"
                + " ./carryover builds it, and carryover-spark.jar holds it (docs/cluster.md)"
            : "--on: expected one of %s, found %s"
                .formatted(String.join(", ", names), Excerpt.of(on)));
  }

  private void requireNone() {
    Map<String, Boolean> given = new LinkedHashMap<>();
    given.put("--master", master != null);
    given.put("--shared", shared != null);
    given.put("--conf", !configuration.isEmpty());
    given.forEach((option, isGiven) -> {
      if (isGiven) {
        throw new UsageException(option + ": expected with --on spark, found without it");
      }
    });
  }

  /**
   * All that the scheduler is to know.
   *
   * @param run the run's name
   * @param identity tells its jobs from another run's
   * @throws UsageException if a setting is none
   */
  SchedulerSettings settings(String run, String identity) {
    return new SchedulerSettings(
        run, identity, Optional.ofNullable(master), Optional.ofNullable(shared), configuration());
  }

  private Map<String, String> configuration() {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String setting : configuration) {
      int equals = setting.indexOf('=');
      if (equals < 0 || !setting.startsWith("spark.")) {
        throw new UsageException(
            "--conf: expected a key of Spark's with its value, as spark.executor.cores=4, found "
                + Excerpt.of(setting));
      }
      settings.put(setting.substring(0, equals), setting.substring(equals + 1));
    }
    return settings;
  }
}
