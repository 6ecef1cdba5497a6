package dev.carryover.backend.tornado;

import dev.carryover.backend.BackendException;
import dev.carryover.backend.LibraryMessage;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import uk.ac.manchester.tornado.api.TornadoExecutionPlan;
import uk.ac.manchester.tornado.api.TornadoExecutionResult;
import uk.ac.manchester.tornado.api.enums.TornadoVMBackendType;
import uk.ac.manchester.tornado.api.exceptions.TornadoExecutionPlanException;

/**
 * A program's task graphs, compiled for a device, and the only place that runs them. Whatever
 * TornadoVM throws, its drivers only print, or nobody says at all becomes a {@link
 * BackendException}.
 */
final class Launches implements AutoCloseable {
  /**
   * Products and sums may be contracted; TornadoVM's own flags would also let the driver assume
   * that nothing is NaN.
   */
  private static final String COMPILER_FLAGS = "-cl-mad-enable -w";

  private final TornadoTarget target;
  private final String program;
  private final Shape shape;
  private final List<Phase> phases;
  private final Slabs slabs;
  private final Uploads uploads;
  private final boolean predicts;
  private final TornadoExecutionPlan plan;
  private @Nullable TornadoExecutionResult result;
  private long executions;
  private boolean closed;

  /**
   * Builds the graphs and compiles them.
   *
   * @param program for messages
   * @param predicts whether examples come with every run, rather than once
   */
  Launches(
      TornadoTarget target,
      String program,
      Shape shape,
      List<Phase> phases,
      Slabs slabs,
      boolean predicts) {
    this.target = target;
    this.program = program;
    this.shape = shape;
    this.phases = phases;
    this.slabs = slabs;
    this.uploads = Uploads.of(slabs);
    this.predicts = predicts;
    Graphs graphs = new Graphs(shape, phases, slabs, uploads, predicts);
    this.plan = new TornadoExecutionPlan(graphs.build());
    guarded("compiling", () -> compile(graphs));
  }

  private void compile(Graphs graphs) {
    try {
      var _ =
          plan.withGridScheduler(graphs.grids())
              .withDevice(target.handle())
              .withCompilerFlags(TornadoVMBackendType.OPENCL, COMPILER_FLAGS)
              .withPreCompilation();
    } catch (RuntimeException | Error e) {
      try {
        free();
      } catch (RuntimeException also) {
        e.addSuppressed(also);
      }
      throw e;
    }
  }

  /** Brings what stays on the device there. */
  void load() {
    guarded("loading", () -> execute(Graphs.LOAD));
    requireReceipt(uploads.loaded());
    if (!predicts) {
      requireReceipt(uploads.examples());
    }
  }

  /** Runs so many steps on what was loaded. */
  void run(int steps) {
    guarded(
        "running",
        () -> {
          execute(Graphs.BEGIN);
          for (int s = 0; s < (shape == Shape.EPOCH_KERNEL ? 1 : steps); s++) {
            execute(Graphs.STEP);
          }
        });
    requireReceipt(uploads.begun());
    if (predicts) {
      requireReceipt(uploads.examples());
    }
    requireSteps(steps);
  }

  /** Reads arrays that were loaded, or made on the device. */
  void read(Object... arrays) {
    readFrom(Graphs.LOAD, arrays);
  }

  private void readFrom(int graph, Object... arrays) {
    guarded(
        "reading",
        () -> {
          // A result reads through whatever graph the plan was last told to use.
          var _ = plan.withGraph(graph);
          Objects.requireNonNull(result).transferToHost(arrays);
        });
  }

  /** How many task graphs were executed: each costs the host tens of microseconds and more. */
  long executions() {
    return executions;
  }

  private void execute(int graph) {
    executions++;
    result = plan.withGraph(graph).execute();
  }

  private void requireReceipt(Receipt receipt) {
    if (!receipt.confirms()) {
      throw failure("an upload did not arrive", null);
    }
  }

  private void requireSteps(int steps) {
    int replicas = slabs.geometry().get(Geometry.REPLICAS);
    slabs.progress().init(-1);
    readFrom(Graphs.BEGIN, slabs.progress());
    for (int p = 0; p < phases.size(); p++) {
      for (int r = 0; r < replicas; r++) {
        int found = slabs.progress().get(Progress.phase(replicas, p, r));
        if (found != steps) {
          throw failure(
              "%s of replica %d counted %d of %d steps".formatted(phases.get(p), r, found, steps),
              null);
        }
      }
    }
  }

  private void guarded(String doing, Runnable action) {
    List<String> printed;
    try {
      printed = NativeOutput.errorsOf(action);
    } catch (RuntimeException | Error e) {
      throw failure(doing + " failed: " + LibraryMessage.of(e), e);
    }
    if (!printed.isEmpty()) {
      throw failure(doing + ": the driver printed " + summary(printed), null);
    }
  }

  /** The first report, and how many followed it. */
  private static String summary(List<String> printed) {
    String first = LibraryMessage.firstLine(printed.getFirst());
    return printed.size() == 1 ? first : "%s (and %d more)".formatted(first, printed.size() - 1);
  }

  private BackendException failure(String what, @Nullable Throwable cause) {
    String message = "%s, %s: %s".formatted(target, program, what);
    return cause == null ? new BackendException(message) : new BackendException(message, cause);
  }

  /** Frees the device's memory. Calling it again does nothing. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      guarded("closing", this::free);
    }
  }

  private void free() {
    try {
      // Closing frees the graphs that the plan was last told to use.
      plan.withAllGraphs().close();
    } catch (TornadoExecutionPlanException e) {
      throw failure("closing failed: " + LibraryMessage.of(e), e);
    } finally {
      // TornadoVM notes on the device that a plan was closed, and would then refuse to launch any
      // other that was compiled for it.
      target.handle().getDeviceContext().setResetToFalse();
    }
  }
}
