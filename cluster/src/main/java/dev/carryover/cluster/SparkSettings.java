package dev.carryover.cluster;

import dev.carryover.experiments.scheduler.SchedulerSettings;
import java.net.URL;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;

/** How Spark is asked to run a run's jobs. */
final class SparkSettings {
  private static final Pattern LOCAL = Pattern.compile("local(?:\\[([^,\\]]+)(?:,\\s*(\\d+))?])?");

  /** What {@code .mvn/java.options} has for the kernels; Spark adds the Vector API's module. */
  private static final String KERNELS = "-XX:Tier3DelayOn=1000 -XX:PerMethodTrapLimit=1000";

  private SparkSettings() {}

  /**
   * The user's settings over those of spark-submit, and what Carryover needs: a job computes on all
   * processors that its JVM sees, so an executor runs one job at a time, with as many processors as
   * it has been given.
   */
  static SparkConf configuration(SchedulerSettings settings) {
    SparkConf configuration = new SparkConf();
    settings.configuration().forEach(configuration::set);
    settings.master().ifPresent(configuration::setMaster);
    configuration.setIfMissing("spark.master", "local[*]");
    configuration.setIfMissing("spark.app.name", "carryover " + settings.run());
    Optional<Integer> local = localProcessors(configuration);
    if (local.isEmpty()) {
      configuration.setIfMissing("spark.executor.cores", "1");
      String cores = configuration.get("spark.executor.cores");
      configuration.setIfMissing("spark.task.cpus", cores);
      configuration.set(
          "spark.executor.extraJavaOptions",
          "-XX:ActiveProcessorCount=%s %s %s"
              .formatted(
                  configuration.get("spark.task.cpus"),
                  KERNELS,
                  configuration.get("spark.executor.extraJavaOptions", "")));
    } else {
      configuration.setIfMissing("spark.task.cpus", local.get().toString());
    }
    assembly().ifPresent(jar -> configuration.setIfMissing("spark.jars", jar));
    return configuration;
  }

  /** How many processors a local master has; empty for any other. */
  private static Optional<Integer> localProcessors(SparkConf configuration) {
    Matcher local = LOCAL.matcher(configuration.get("spark.master"));
    if (!local.matches()) {
      return Optional.empty();
    }
    String processors = Optional.ofNullable(local.group(1)).orElse("1");
    return Optional.of(
        processors.equals("*")
            ? Runtime.getRuntime().availableProcessors()
            : Integer.parseInt(processors));
  }

  /** How often Spark tries a task in all. */
  static int attempts(SparkConf configuration) {
    Matcher local = LOCAL.matcher(configuration.get("spark.master"));
    return local.matches()
        ? Optional.ofNullable(local.group(2)).map(Integer::parseInt).orElse(1)
        : configuration.getInt("spark.task.maxFailures", 4);
  }

  /** The jar that this is in, if it is in one: executors need it. */
  private static Optional<String> assembly() {
    URL place = SparkSettings.class.getProtectionDomain().getCodeSource().getLocation();
    return Optional.of(place.toString()).filter(url -> url.endsWith(".jar"));
  }
}
