package dev.carryover.backend.opencl;

import dev.carryover.backend.SessionService;
import dev.carryover.backend.Targets;
import dev.carryover.data.Examples;
import dev.carryover.program.BatchOrder;
import dev.carryover.program.TrainingProgram;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One program in training on one OpenCL device. */
final class OpenClSession implements SessionService {
  private final TrainingProgram program;
  private final OpenClDevice device;
  private final String owner;
  private final Tiling tiling;
  private final Shape shape;
  private final OpenClContext context;
  private final LayerTable layers;
  private final ModelBuffers model;
  private @Nullable BoundExamples bound;
  private @Nullable EpochBuffers epoch;
  private @Nullable EpochRun run;
  private boolean frozenIsStale = true;

  private OpenClSession(TrainingProgram program, OpenClDevice device, Tiling tiling, Shape shape) {
    this.program = program;
    this.device = device;
    this.tiling = tiling;
    this.shape = shape;
    owner = "%s, %d replicas of %s".formatted(device, program.replicas(), program.network());
    requireFits(new MemoryPlan(program));
    layers = new LayerTable(program);
    context = new OpenClContext(device, owner, KernelOptions.of(program, tiling));
    try {
      model = new ModelBuffers(context, program, layers);
    } catch (RuntimeException | Error e) {
      context.close();
      throw e;
    }
  }

  private void requireFits(MemoryPlan plan) {
    if (shape == Shape.STEP_GRAPH) {
      plan = plan.with("partial sums", SlicedProducts.values(program, tiling));
    }
    plan.requireFits(device, owner);
  }

  /** A session whose kernels are compiled, down to the device's own code. */
  static OpenClSession compile(
      TrainingProgram program, OpenClDevice device, Tiling tiling, Shape shape) {
    OpenClSession session = new OpenClSession(program, device, tiling, shape);
    try {
      session.warmUp();
      return session;
    } catch (RuntimeException | Error e) {
      session.close();
      throw e;
    }
  }

  /**
   * Trains and predicts one example of zeros: drivers may put off compiling a kernel until it is
   * first launched.
   */
  private void warmUp() {
    int inputs = program.network().inputs();
    Examples zeros = new Examples(1, inputs, new float[inputs]);
    bind(zeros, new Targets.Labels(0));
    trainEpoch(new BatchOrder(new int[program.replicas()][1]), new long[program.replicas()]);
    predict(zeros, new float[program.replicas() * program.network().outputs()]);
    unbind();
  }

  @Override
  public void bind(Examples examples, Targets targets) {
    requireFits(new MemoryPlan(program, examples.count(), targets, examples.count()));
    unbind();
    bound = new BoundExamples(context, program, examples, targets);
    frozenIsStale = true;
  }

  private void unbind() {
    unbindEpoch();
    if (bound != null) {
      bound.close();
      bound = null;
    }
  }

  private void unbindEpoch() {
    if (run != null) {
      run.close();
      run = null;
    }
    if (epoch != null) {
      epoch.close();
      epoch = null;
    }
  }

  @Override
  public void load(double[] parameters, List<double[]> slots) {
    model.load(parameters, slots);
    frozenIsStale = true;
  }

  @Override
  public double[] trainEpoch(BatchOrder order, long[] stepsBefore) {
    BoundExamples examples = Objects.requireNonNull(bound, "bound");
    computeFrozen(examples);
    EpochBuffers buffers = epochOf(order.longest(), examples);
    buffers.write(order, stepsBefore);
    requireRun(examples, buffers).enqueue();
    return buffers.sumLosses();
  }

  private EpochBuffers epochOf(int visits, BoundExamples examples) {
    if (epoch == null || epoch.visits() != visits) {
      unbindEpoch();
      requireFits(new MemoryPlan(program, examples.count(), examples.targets(), visits));
      epoch = new EpochBuffers(context, program, visits);
    }
    return epoch;
  }

  private EpochRun requireRun(BoundExamples examples, EpochBuffers buffers) {
    if (run == null) {
      Binding binding = new Binding(context, tiling, program, layers, model, examples, buffers);
      run =
          switch (shape) {
            case STEP_GRAPH -> new StepGraph(binding);
            case EPOCH_KERNEL -> new EpochKernel(binding);
          };
    }
    return run;
  }

  private void computeFrozen(BoundExamples examples) {
    DeviceBuffer destination = examples.frozen();
    if (destination == null || !frozenIsStale) {
      return;
    }
    int count = examples.count();
    int width = program.network().layer(layers.first()).inputs();
    try (ForwardPass pass = forwardPass(layers.first(), count)) {
      for (int from = 0; from < count; from += pass.chunk()) {
        pass.run(
            examples.examples(),
            from,
            Math.min(pass.chunk(), count - from),
            destination,
            (long) count * width,
            (long) from * width);
      }
    }
    frozenIsStale = false;
  }

  @Override
  public void predict(Examples examples, float[] predictions) {
    int count = examples.count();
    int outputs = program.network().outputs();
    try (ForwardPass pass = forwardPass(program.network().depth(), count);
        DeviceBuffer x = context.buffer("examples", (long) pass.chunk() * examples.features())) {
      float[] chunk = new float[pass.chunk() * Math.max(outputs, examples.features())];
      for (int from = 0; from < count; from += pass.chunk()) {
        int to = Math.min(from + pass.chunk(), count);
        examples.copyTo(from, to, chunk, 0);
        x.write(0, chunk, (to - from) * examples.features());
        pass.run(x, 0, to - from);
        for (int r = 0; r < program.replicas(); r++) {
          pass.output().read((long) r * pass.chunk() * outputs, chunk, (to - from) * outputs);
          System.arraycopy(
              chunk, 0, predictions, (r * count + from) * outputs, (to - from) * outputs);
        }
      }
    }
  }

  private ForwardPass forwardPass(int depth, int examples) {
    return new ForwardPass(context, tiling, program, model.parameters(), depth, examples);
  }

  @Override
  public void save(double[] parameters, List<double[]> slots) {
    model.save(parameters, slots);
  }

  /** The context that holds everything of this session's on the device. */
  OpenClContext context() {
    return context;
  }

  /** What runs where, for people to read. */
  @Override
  public String toString() {
    return "opencl on %s: %s, %s".formatted(device.device().name(), shape, tiling);
  }

  @Override
  public void close() {
    bound = null;
    epoch = null;
    run = null;
    context.close();
  }
}
