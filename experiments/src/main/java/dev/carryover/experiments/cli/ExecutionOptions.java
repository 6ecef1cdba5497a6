package dev.carryover.experiments.cli;

import dev.carryover.backend.Backends.Choice;
import dev.carryover.data.Excerpt;
import dev.carryover.experiments.record.RunRecord;
import dev.carryover.experiments.scheduler.Scheduler;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Options of how a run is carried out, whatever it is of. */
final class ExecutionOptions {
  @Option(
      names = "--backend",
      paramLabel = "auto|NAME[:device]",
      description =
          "What trains; ./carryover backends lists them. auto, the default: the fastest that is"
              + " ready. What repeats or resumes a run takes by default what trained it.")
  private @Nullable String backend;

  @Option(
      names = "--checkpoint",
      paramLabel = "SECONDS",
      converter = Seconds.class,
      description =
          "Writes down so often from where ./carryover resume goes on (default 60); less often where"
              + " that would take 2%% of the time.")
  private Duration checkpoint = Duration.ofMinutes(1);

  @Option(
      names = "--together",
      paramLabel = "N",
      description =
          "Trains at most so many experiments as replicas of one program, where they differ only in"
              + " what is a replica's own: examples, start, rate, decay, corruption. Default: as many"
              + " as half of the memory holds. On ejml and vector the bits are the same for every N.")
  private int together = Integer.MAX_VALUE;

  @Option(
      names = "--fail-fast",
      description =
          "Ends at the first experiment that fails. Without it the others are still run, and the"
              + " exit status is 1.")
  private boolean failFast;

  @Option(
      names = "--tensorboard",
      description =
          "Writes every curve for TensorBoard as the run goes, each replica's and their mean, into"
              + " tensorboard/ in the run's folder. What resumes such a run goes on with them.")
  private boolean tensorboard;

  @Option(names = "--quiet", description = "No progress, only results.")
  private boolean quiet;

  @Mixin private SchedulerOptions elsewhere = new SchedulerOptions();

  /** Says nothing, and goes on with whatever can be gone on with. */
  static ExecutionOptions silent() {
    ExecutionOptions options = new ExecutionOptions();
    options.quiet = true;
    return options;
  }

  /** As it was given; empty if it was not. */
  Optional<String> backend() {
    return Optional.ofNullable(backend);
  }

  /**
   * The name by which other machines choose what is chosen here, with the device where it was
   * given.
   */
  String backendOf(Choice choice) {
    return backend().filter(name -> name.indexOf(':') >= 0).orElse(choice.backend().name());
  }

  /**
   * Takes the backend that an earlier run used unless one was given; its device, too, except where
   * a scheduler may hand out devices.
   */
  void useByDefault(RunRecord.BackendUsed before) {
    if (backend == null) {
      backend = scheduler().isPresent() ? before.name() : before.name() + ":" + before.index();
    }
  }

  /**
   * What runs the jobs; empty where this process does.
   *
   * @throws UsageException if it is not there, or an option is not for it
   */
  Optional<Scheduler> scheduler() {
    Optional<Scheduler> scheduler = elsewhere.scheduler();
    if (scheduler.isPresent() && tensorboard) {
      throw new UsageException(
          "--tensorboard: expected without --on, found with it: curves of jobs that run elsewhere"
              + " are not written as they go");
    }
    return scheduler;
  }

  /** How they are run there. */
  SchedulerOptions schedulerOptions() {
    return elsewhere;
  }

  /** How often a checkpoint is written. */
  Duration checkpoint() {
    return checkpoint;
  }

  /**
   * How many experiments are trained together at most.
   *
   * @throws UsageException if that is none
   */
  int together() {
    if (together < 1) {
      throw new UsageException("--together: expected at least 1, found " + together);
    }
    return together;
  }

  /** Whether the first failure ends the run. */
  boolean failFast() {
    return failFast;
  }

  /** Whether curves are written for TensorBoard. */
  boolean tensorboard() {
    return tensorboard;
  }

  /** Whether progress is not shown. */
  boolean quiet() {
    return quiet;
  }

  /** A length of time, in seconds. */
  private static final class Seconds implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      try {
        double seconds = Double.parseDouble(text);
        if (seconds >= 0 && seconds <= Integer.MAX_VALUE) {
          return Duration.ofMillis(Math.round(1000 * seconds));
        }
      } catch (NumberFormatException e) {
        throw refused(text, e);
      }
      throw refused(text, null);
    }

    private static TypeConversionException refused(String text, @Nullable Throwable cause) {
      TypeConversionException refused =
          new TypeConversionException(
              "expected a number of seconds, 0 or more, found " + Excerpt.of(text));
      refused.initCause(cause);
      return refused;
    }
  }
}
