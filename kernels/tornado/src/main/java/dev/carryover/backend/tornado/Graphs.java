package dev.carryover.backend.tornado;

import java.util.List;
import uk.ac.manchester.tornado.api.GridScheduler;
import uk.ac.manchester.tornado.api.ImmutableTaskGraph;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.WorkerGrid1D;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task14;
import uk.ac.manchester.tornado.api.enums.DataTransferMode;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * A program's task graphs, and which arrays cross when.
 *
 * <pre>
 *   host                         device
 *
 *   geometry labels w slots x ── load ──► geometry labels w slots x, and a d losses
 *                                                │ stay
 *   progress order coefficients ─ begin ► progress order coefficients
 *                                                │ stay for an epoch
 *                                                ▼
 *                          step graph,    ┌► forward 0 ► forward 1 ► … ► softmax ┐
 *                          once a step    └─ update ◄ backward 1 ◄ … ◄───────────┘
 *                                         or
 *                          epoch kernel,     train: all steps of it in one launch
 *                          once an epoch
 *                                                │
 *   progress losses ◄────────── read ────────────┤ every epoch
 *   w slots         ◄────────── read ────────────┘ when asked for
 * </pre>
 *
 * <p>A prediction is an epoch of one step that ends with softmax or the last forward phase. Its
 * examples x come with begin, and the last layer's activations are read in d.
 *
 * <p>Every graph also lists the kernel context as an upload, although none of it crosses: its
 * buffer on the device is freed with what a graph transfers, or never.
 */
final class Graphs {
  /** The number of the graph that brings what stays on the device. */
  static final int LOAD = 0;

  /** The number of the graph that brings what an epoch needs. */
  static final int BEGIN = 1;

  /** The number of the graph that trains. */
  static final int STEP = 2;

  private final Shape shape;
  private final List<Phase> phases;
  private final Slabs slabs;
  private final Uploads uploads;
  private final boolean predicts;
  private final KernelContext context = new KernelContext();
  private final GridScheduler grids = new GridScheduler();

  /**
   * @param predicts whether examples come with every run, rather than once
   */
  Graphs(Shape shape, List<Phase> phases, Slabs slabs, Uploads uploads, boolean predicts) {
    this.shape = shape;
    this.phases = phases;
    this.slabs = slabs;
    this.uploads = uploads;
    this.predicts = predicts;
  }

  /** The graphs, by the numbers above. */
  ImmutableTaskGraph[] build() {
    return new ImmutableTaskGraph[] {load(), begin(), step()};
  }

  /** The work-groups of their tasks. */
  GridScheduler grids() {
    return grids;
  }

  private ImmutableTaskGraph load() {
    TaskGraph graph =
        new TaskGraph("load")
            .transferToDevice(
                DataTransferMode.EVERY_EXECUTION,
                context,
                slabs.geometry(),
                slabs.labels(),
                slabs.w(),
                slabs.slots())
            .task(
                "sign",
                Receipt::signLoaded,
                context,
                slabs.geometry(),
                slabs.labels(),
                slabs.w(),
                slabs.slots(),
                slabs.a(),
                slabs.d(),
                slabs.losses(),
                uploads.loaded().copies())
            .transferToHost(DataTransferMode.EVERY_EXECUTION, uploads.loaded().copies())
            .transferToHost(
                DataTransferMode.UNDER_DEMAND,
                slabs.w(),
                slabs.slots(),
                slabs.a(),
                slabs.d(),
                slabs.losses());
    grid("load.sign", 1, 1);
    if (!predicts) {
      transferExamples(graph);
    }
    return graph.snapshot();
  }

  private ImmutableTaskGraph begin() {
    TaskGraph graph =
        new TaskGraph("begin")
            .consumeFromDevice("load", resident())
            .transferToDevice(
                DataTransferMode.EVERY_EXECUTION,
                context,
                slabs.progress(),
                slabs.order(),
                slabs.coefficients())
            .task(
                "sign",
                Receipt::signEpoch,
                context,
                slabs.progress(),
                slabs.order(),
                slabs.coefficients(),
                uploads.begun().copies())
            .transferToHost(DataTransferMode.EVERY_EXECUTION, uploads.begun().copies())
            .transferToHost(DataTransferMode.UNDER_DEMAND, slabs.progress());
    grid("begin.sign", 1, 1);
    if (predicts) {
      transferExamples(graph);
    }
    return graph.snapshot();
  }

  private void transferExamples(TaskGraph graph) {
    graph
        .transferToDevice(DataTransferMode.EVERY_EXECUTION, slabs.x())
        .task(
            "signExamples", Receipt::signExamples, context, slabs.x(), uploads.examples().copies())
        .transferToHost(DataTransferMode.EVERY_EXECUTION, uploads.examples().copies());
    grid(graph.getTaskGraphName() + ".signExamples", 1, 1);
  }

  private ImmutableTaskGraph step() {
    TaskGraph graph =
        new TaskGraph("step")
            .consumeFromDevice("begin", slabs.all())
            .transferToDevice(DataTransferMode.EVERY_EXECUTION, context);
    switch (shape) {
      case EPOCH_KERNEL -> train(graph, "epoch", new Phase(Phase.EPOCH, 0), 1);
      case STEP_GRAPH, SINGLE_THREADS -> {
        for (int p = 0; p < phases.size(); p++) {
          train(graph, "phase" + p, phases.get(p), phases.get(p).tiles(slabs.geometry()));
        }
      }
    }
    return graph.snapshot();
  }

  private void train(TaskGraph graph, String task, Phase phase, int groups) {
    graph.task(
        task,
        kernel(phase),
        context,
        phase.kind(),
        phase.layer(),
        slabs.geometry(),
        slabs.progress(),
        slabs.order(),
        slabs.labels(),
        slabs.coefficients(),
        slabs.w(),
        slabs.slots(),
        slabs.x(),
        slabs.a(),
        slabs.d(),
        slabs.losses());
    int replicas = slabs.geometry().get(Geometry.REPLICAS);
    grid("step." + task, Math.multiplyExact(replicas, groups), shape.threads());
  }

  private Task14<
          KernelContext,
          Integer,
          Integer,
          IntArray,
          IntArray,
          IntArray,
          IntArray,
          FloatArray,
          FloatArray,
          FloatArray,
          FloatArray,
          FloatArray,
          FloatArray,
          FloatArray>
      kernel(Phase phase) {
    if (shape != Shape.SINGLE_THREADS) {
      return TrainingKernel::train;
    }
    return switch (phase.kind()) {
      case Phase.CORRUPT -> ThreadKernels::corrupt;
      case Phase.SOFTMAX -> ThreadKernels::softmax;
      case Phase.UPDATE -> ThreadKernels::update;
      default ->
          Product.turned(phase.kind(), phase.layer(), slabs.geometry()) == 1
              ? ThreadKernels::rows
              : ThreadKernels::columns;
    };
  }

  private void grid(String task, int groups, int threads) {
    WorkerGrid1D grid = new WorkerGrid1D(Math.multiplyExact(groups, threads));
    grid.setLocalWork(threads, 1, 1);
    grids.addWorkerGrid(task, grid);
  }

  /** What load leaves on the device. Begin hands on what it names, and nothing else. */
  private Object[] resident() {
    Slabs s = slabs;
    return predicts
        ? new Object[] {s.geometry(), s.labels(), s.w(), s.slots(), s.a(), s.d(), s.losses()}
        : new Object[] {
          s.geometry(), s.labels(), s.w(), s.slots(), s.a(), s.d(), s.losses(), s.x()
        };
  }
}
