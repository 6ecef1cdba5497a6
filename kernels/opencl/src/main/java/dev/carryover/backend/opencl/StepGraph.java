package dev.carryover.backend.opencl;

import dev.carryover.network.DenseSpec;
import dev.carryover.program.Threefry;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A few launches a step, each over tiles and replicas: forward through every layer, the output's
 * gradient and loss, down again through the backward products, and then, when nothing reads weights
 * any more, all updates at once. Of n layers 2n + 1 launches.
 */
final class StepGraph implements EpochRun {
  private final Binding binding;
  private final OptimizerConstants optimizer;

  /** Those products that are cut along their inner dimension. */
  private final SlicedProducts sliced;

  /** One step's kernels in order. */
  private final List<Kernel> kernels = new ArrayList<>();

  StepGraph(Binding binding) {
    this.binding = binding;
    this.optimizer = OptimizerConstants.of(binding.program().optimizer());
    int first = binding.layers().first();
    int last = binding.network().depth() - 1;
    this.sliced = new SlicedProducts(binding);
    if (binding.model().corrupted() != null) {
      addCorrupt(first);
    }
    for (int l = first; l <= last; l++) {
      addForward(l);
    }
    addOutput(last);
    for (int l = last; l > first; l--) {
      addBackward(l);
    }
    addGradient();
  }

  @Override
  public void enqueue() {
    for (int step = 0; step < binding.epoch().steps(); step++) {
      for (Kernel kernel : kernels) {
        kernel.launch(step);
      }
    }
  }

  private Kernel add(String name, int tiles) {
    Kernel kernel = binding.context().kernel(name);
    kernels.add(kernel);
    return kernel.over(
        binding.groups(tiles), binding.program().replicas(), binding.tiling().group());
  }

  private void addCorrupt(int first) {
    int inputs = binding.network().layer(first).inputs();
    int blocks =
        Math.ceilDiv(inputs, binding.tiling().width()) * Math.ceilDiv(batch(), Threefry.WORDS);
    Binding.Input input = binding.entering();
    add("corrupt", Math.ceilDiv(blocks, binding.tiling().group()))
        .with(input.x())
        .with(input.replicaStride())
        .with(input.order())
        .with(binding.epoch().visits())
        .with(binding.epoch().visitsOfEach())
        .with(batch())
        .with(inputs)
        .with(binding.model().corruptions())
        .with(binding.epoch().stepsBefore())
        .with(binding.model().corrupted());
  }

  private void addForward(int l) {
    DenseSpec layer = binding.network().layer(l);
    Binding.Input input = binding.input(l);
    if (sliced.cutsForward(l)) {
      kernels.addAll(sliced.forward(l));
      return;
    }
    add("forward", binding.tiling().tiles(batch(), layer.outputs()))
        .with(input.x())
        .with(input.replicaStride())
        .with(input.offset())
        .with(input.order())
        .with(binding.epoch().visits())
        .with(binding.epoch().visitsOfEach())
        .with(batch())
        .with(layer.inputs())
        .with(layer.outputs())
        .with(binding.layers().forwardActivation(l))
        .with(binding.model().parameters())
        .with(binding.parameters())
        .with((long) binding.layers().weights(l))
        .with((long) binding.layers().bias(l))
        .with(binding.layers().tied(l))
        .with(binding.model().activations())
        .with(binding.layers().activations())
        .with(binding.layers().start(l));
  }

  private void addOutput(int l) {
    DenseSpec layer = binding.network().layer(l);
    add("output", Math.ceilDiv(batch(), binding.tiling().groupRows()))
        .with(binding.model().activations())
        .with(binding.model().gradients())
        .with(binding.layers().activations())
        .with(binding.layers().start(l))
        .with(binding.epoch().order())
        .with(binding.epoch().visits())
        .with(binding.epoch().visitsOfEach())
        .with(batch())
        .with(layer.outputs())
        .with(KernelNumbers.of(layer.activation()))
        .with(KernelNumbers.of(binding.program().loss()))
        .with(binding.bound().targetRows())
        .with(binding.bound().targetStride())
        .with(binding.bound().labels())
        .with(binding.epoch().losses());
  }

  private void addBackward(int l) {
    DenseSpec layer = binding.network().layer(l);
    if (sliced.cutsBackward(l)) {
      kernels.addAll(sliced.backward(l));
      return;
    }
    add("backward", binding.tiling().tiles(batch(), layer.inputs()))
        .with(binding.model().gradients())
        .with(binding.model().activations())
        .with(binding.layers().activations())
        .with(binding.layers().start(l))
        .with(binding.layers().start(l - 1))
        .with(binding.epoch().visits())
        .with(binding.epoch().visitsOfEach())
        .with(batch())
        .with(layer.inputs())
        .with(layer.outputs())
        .with(KernelNumbers.of(binding.network().layer(l - 1).activation()))
        .with(binding.model().parameters())
        .with(binding.parameters())
        .with((long) binding.layers().weights(l))
        .with(binding.layers().tied(l));
  }

  private void addGradient() {
    Binding.Input input = binding.input(binding.layers().first());
    int tiles =
        IntStream.range(binding.layers().first(), binding.network().depth())
            .filter(binding.program()::trains)
            .mapToObj(binding.network()::layer)
            // A tied layer updates its bias alone.
            .mapToInt(layer ->
                binding.tiling().tiles(layer.isTied() ? 1 : layer.inputs(), layer.outputs()))
            .sum();
    add("gradient", tiles)
        .with(binding.model().layers())
        .with(binding.network().depth() - binding.layers().first())
        .with(input.x())
        .with(input.replicaStride())
        .with(input.order())
        .with(binding.epoch().visits())
        .with(binding.epoch().visitsOfEach())
        .with(batch())
        .with(binding.model().activations())
        .with(binding.model().gradients())
        .with(binding.layers().activations())
        .with(binding.model().parameters())
        .with(binding.model().slot(0))
        .with(binding.model().slot(1))
        .with(binding.parameters())
        .with(optimizer.kind())
        .with(binding.model().rates())
        .with(binding.model().weightDecays())
        .with(optimizer.decay())
        .with((float) optimizer.epsilon())
        .with(binding.epoch().corrections())
        .with(binding.epoch().steps());
  }

  private int batch() {
    return binding.program().batchSize();
  }

  @Override
  public void close() {
    kernels.forEach(Kernel::close);
    sliced.close();
  }
}
