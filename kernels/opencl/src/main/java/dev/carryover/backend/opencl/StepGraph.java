package dev.carryover.backend.opencl;

import dev.carryover.network.DenseSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * A few launches a step, each over tiles and replicas: forward through every layer, the output's
 * gradient and loss, then down again, each layer's backward product before its update, which
 * changes the weights that the product reads.
 */
final class StepGraph implements EpochRun {
  private final Binding binding;
  private final OptimizerConstants optimizer;

  /** One step's kernels in order. */
  private final List<Kernel> kernels = new ArrayList<>();

  StepGraph(Binding binding) {
    this.binding = binding;
    this.optimizer = OptimizerConstants.of(binding.program().optimizer());
    int first = binding.layers().first();
    int last = binding.network().depth() - 1;
    for (int l = first; l <= last; l++) {
      addForward(l);
    }
    addOutput(last);
    for (int l = last; l >= first; l--) {
      if (l > first) {
        addBackward(l);
      }
      if (binding.program().trains(l)) {
        addGradient(l);
      }
    }
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

  private void addForward(int l) {
    DenseSpec layer = binding.network().layer(l);
    Binding.Input input = binding.input(l);
    add("forward", binding.tiling().tiles(batch(), layer.outputs()))
        .with(input.x())
        .with(input.replicaStride())
        .with(input.offset())
        .with(input.order())
        .with(binding.epoch().visits())
        .with(batch())
        .with(layer.inputs())
        .with(layer.outputs())
        .with(binding.layers().forwardActivation(l))
        .with(binding.model().parameters())
        .with(binding.parameters())
        .with((long) binding.layers().offset(l))
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
        .with(batch())
        .with(layer.outputs())
        .with(KernelNumbers.of(layer.activation()))
        .with(KernelNumbers.of(binding.program().loss()))
        .with(binding.bound().examples())
        .with(binding.bound().labels())
        .with(binding.epoch().losses());
  }

  private void addBackward(int l) {
    DenseSpec layer = binding.network().layer(l);
    add("backward", binding.tiling().tiles(batch(), layer.inputs()))
        .with(binding.model().gradients())
        .with(binding.model().activations())
        .with(binding.layers().activations())
        .with(binding.layers().start(l))
        .with(binding.layers().start(l - 1))
        .with(binding.epoch().visits())
        .with(batch())
        .with(layer.inputs())
        .with(layer.outputs())
        .with(KernelNumbers.of(binding.network().layer(l - 1).activation()))
        .with(binding.model().parameters())
        .with(binding.parameters())
        .with((long) binding.layers().offset(l));
  }

  private void addGradient(int l) {
    DenseSpec layer = binding.network().layer(l);
    Binding.Input input = binding.input(l);
    add("gradient", binding.tiling().tiles(layer.inputs(), layer.outputs()))
        .with(input.x())
        .with(input.replicaStride())
        .with(input.offset())
        .with(input.order())
        .with(binding.epoch().visits())
        .with(batch())
        .with(layer.inputs())
        .with(layer.outputs())
        .with(binding.model().gradients())
        .with(binding.layers().activations())
        .with(binding.layers().start(l))
        .with(binding.model().parameters())
        .with(binding.model().slot(0))
        .with(binding.model().slot(1))
        .with(binding.parameters())
        .with((long) binding.layers().offset(l))
        .with(optimizer.kind())
        .with(binding.model().rates())
        .with(optimizer.decay())
        .with((float) optimizer.epsilon())
        .with(binding.epoch().corrections());
  }

  private int batch() {
    return binding.program().batchSize();
  }

  @Override
  public void close() {
    kernels.forEach(Kernel::close);
  }
}
