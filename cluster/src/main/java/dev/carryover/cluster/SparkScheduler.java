package dev.carryover.cluster;

import dev.carryover.data.DataException;
import dev.carryover.experiments.scheduler.Job;
import dev.carryover.experiments.scheduler.JobListener;
import dev.carryover.experiments.scheduler.JobProgram;
import dev.carryover.experiments.scheduler.Scheduler;
import dev.carryover.experiments.scheduler.SchedulerException;
import dev.carryover.experiments.scheduler.SchedulerSettings;
import java.io.IOException;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** Runs jobs as tasks of an Apache Spark application, which begins and ends with the run. */
public final class SparkScheduler implements Scheduler {
  @Override
  public String name() {
    return "spark";
  }

  @Override
  public void run(
      JobProgram program, List<Job> jobs, SchedulerSettings settings, JobListener listener) {
    if (jobs.isEmpty()) {
      return;
    }
    try (JavaSparkContext spark = started(SparkSettings.configuration(settings))) {
      String root =
          settings
              .shared()
              .map(shared -> shared + "/" + settings.run() + "-" + settings.identity())
              .orElseGet(() -> "file://" + listener.folder().resolve("exchange").toAbsolutePath());
      Exchange exchange = new Exchange(root, spark.hadoopConfiguration());
      new Application(spark, exchange, program, listener).run(jobs);
    } catch (IOException e) {
      throw new SchedulerException("--shared: " + e.getMessage(), e);
    }
  }

  private static JavaSparkContext started(SparkConf configuration) {
    try {
      return new JavaSparkContext(configuration);
    } catch (Exception e) { // Scala declares none, and throws checked ones, too
      throw refused(configuration, e);
    }
  }

  private static DataException refused(SparkConf configuration, Exception e) {
    return new DataException(
        "--on spark: expected a master and settings that Spark can use, found %s: %s"
            .formatted(
                configuration.get("spark.master"),
                String.valueOf(e.getMessage()).lines().findFirst().orElse("")),
        e);
  }
}
