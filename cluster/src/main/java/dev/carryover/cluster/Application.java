package dev.carryover.cluster;

import dev.carryover.experiments.scheduler.Job;
import dev.carryover.experiments.scheduler.JobListener;
import dev.carryover.experiments.scheduler.JobProgram;
import dev.carryover.experiments.scheduler.JobResult;
import dev.carryover.experiments.scheduler.SchedulerException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.resource.ResourceProfileBuilder;
import org.apache.spark.resource.TaskResourceRequests;
import org.apache.spark.util.SerializableConfiguration;

/**
 * The jobs of one run in one Spark application. Each is a Spark job of one task, so that one which
 * brings down its executors time and again fails alone; its result is a word, and its files go
 * through the exchange.
 */
final class Application {
  /** Spark looks at every job that waits whenever a processor is free: not too many at once. */
  private static final int LEAST_AT_ONCE = 64;

  private static final int AT_ONCE_PER_PROCESSOR = 4;
  private static final long LOOK_MILLISECONDS = 200;

  /** For jobs that are told to end, which they do between two epochs. */
  private static final long PATIENCE = 5_000_000_000L;

  private final JavaSparkContext spark;
  private final Exchange exchange;
  private final JobListener listener;
  private final JobTask task;
  private final boolean usesDevices;
  private final Deque<Job> ready = new ArrayDeque<>();
  private final Map<String, List<Job>> waiting = new HashMap<>();
  private final Map<String, Integer> uses = new HashMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ExecutorCompletionService<Ended> ended = new ExecutorCompletionService<>(threads);

  /**
   * @param spark the application, which the caller closes
   * @param exchange where files are handed over
   * @param program what every job runs
   * @param listener takes what comes of them
   */
  Application(JavaSparkContext spark, Exchange exchange, JobProgram program, JobListener listener) {
    this.spark = spark;
    this.exchange = exchange;
    this.listener = listener;
    this.usesDevices = program.usesDevices();
    this.task =
        new JobTask(
            spark.broadcast(program),
            spark.broadcast(new SerializableConfiguration(spark.hadoopConfiguration())),
            exchange.toString(),
            SparkSettings.attempts(spark.getConf()));
  }

  /**
   * What came of an attempt to have a job run.
   *
   * @param reason why it came to nothing; empty if it is in the exchange
   */
  private record Ended(Job job, String reason) {}

  /**
   * Runs jobs; returns when each has ended or is lost, or the listener has had enough.
   *
   * @throws IOException if the exchange cannot be read or written here
   */
  void run(List<Job> jobs) throws IOException {
    spark.setLogLevel("WARN");
    plan(jobs);
    int most = Math.max(LEAST_AT_ONCE, AT_ONCE_PER_PROCESSOR * spark.sc().defaultParallelism());
    int running = 0;
    while (!listener.isOver() && running + ready.size() > 0) {
      while (running < most && !ready.isEmpty()) {
        Job job = ready.removeFirst();
        offer(job);
        submit(job);
        running++;
      }
      Optional<Ended> next = next();
      if (next.isPresent()) {
        running--;
        take(next.get());
      }
    }
    if (listener.isOver()) {
      spark.sc().cancelAllJobs();
      long patience = System.nanoTime() + PATIENCE;
      while (running > 0 && System.nanoTime() - patience < 0) {
        running -= next().isPresent() ? 1 : 0;
      }
    } else {
      exchange.removeAll();
    }
    threads.shutdown();
  }

  /** Takes what is in the exchange already; of the others, those that wait wait. */
  private void plan(List<Job> jobs) throws IOException {
    Set<String> there = exchange.keys();
    Set<String> pending = new HashSet<>();
    jobs.stream().map(Job::key).filter(key -> !there.contains(key)).forEach(pending::add);
    for (Job job : jobs) {
      job.beginsLike().forEach(other -> uses.merge(other, 1, Integer::sum));
    }
    for (Job job : jobs) {
      if (there.contains(job.key())) {
        collect(job);
      } else if (job.beginsLike().stream().anyMatch(pending::contains)) {
        waiting.computeIfAbsent(job.beginsLike().getFirst(), key -> new ArrayList<>()).add(job);
      } else {
        ready.add(job);
      }
    }
  }

  /** What a job begins with is in the exchange before the job is. */
  private void offer(Job job) throws IOException {
    for (String other : job.beginsLike()) {
      if (!exchange.has(other)) {
        exchange.publish(other, "collected", listener.folder(), listener.files(other));
      }
    }
  }

  private Optional<Ended> next() {
    try {
      Future<Ended> done = ended.poll(LOOK_MILLISECONDS, TimeUnit.MILLISECONDS);
      return done == null ? Optional.empty() : Optional.of(done.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SchedulerException("interrupted while jobs run on Spark", e);
    } catch (ExecutionException e) {
      throw new SchedulerException("Spark: " + e.getCause(), e);
    }
  }

  /** Has Spark run a job behind those that it was given before. */
  private void submit(Job job) {
    Future<List<String>> answer =
        withDevice(spark.parallelize(List.of(job), 1).map(task)).collectAsync();
    ended.submit(() -> new Ended(job, reason(answer)));
  }

  /** Why a job came to nothing; empty if it did not. */
  private static String reason(Future<List<String>> answer) throws InterruptedException {
    try {
      return answer.get().getFirst();
    } catch (ExecutionException e) {
      String message = String.valueOf(Objects.requireNonNull(e.getCause()).getMessage());
      return message.lines().findFirst().orElse("");
    }
  }

  /**
   * Asks for a device of the executor's for each job, where executors have some and the application
   * as a whole does not ask for them.
   */
  private JavaRDD<String> withDevice(JavaRDD<String> tasks) {
    SparkConf configuration = spark.getConf();
    if (!usesDevices
        || !configuration.contains("spark.executor.resource.gpu.amount")
        || configuration.contains("spark.task.resource.gpu.amount")) {
      return tasks;
    }
    TaskResourceRequests requests =
        new TaskResourceRequests()
            .cpus(configuration.getInt("spark.task.cpus", 1))
            .resource("gpu", 1);
    return tasks.withResources(new ResourceProfileBuilder().require(requests).build());
  }

  private void take(Ended done) throws IOException {
    if (listener.isOver()) {
      return; // whatever came to nothing now did so because all ends
    }
    if (spark.sc().isStopped()) {
      throw new SchedulerException("Spark has ended the application: " + done.reason());
    }
    Job job = done.job();
    if (exchange.has(job.key())) {
      collect(job);
    } else if (done.reason().isEmpty()) {
      throw new IOException(
          "expected what job %s has come to in %s, found nothing: it must be a place that this and all machines see"
              .formatted(job.key(), exchange));
    } else {
      listener.lost(job, done.reason());
    }
    Optional.ofNullable(waiting.remove(job.key())).ifPresent(ready::addAll);
  }

  private void collect(Job job) throws IOException {
    Exchange.Published published = exchange.published(job.key());
    listener.ended(
        job,
        new JobResult() {
          @Override
          public List<String> files() {
            return published.names();
          }

          @Override
          public InputStream open(String file) throws IOException {
            return published.open(file);
          }
        });
    release(job.key(), 0);
    for (String other : job.beginsLike()) {
      release(other, 1);
    }
  }

  /** Removes a job from the exchange that no other one begins like any more. */
  private void release(String key, int by) throws IOException {
    int left = uses.getOrDefault(key, 0) - by;
    uses.put(key, left);
    if (left <= 0) {
      exchange.remove(key);
    }
  }
}
