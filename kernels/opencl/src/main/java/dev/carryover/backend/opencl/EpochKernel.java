package dev.carryover.backend.opencl;

/** The whole epoch in one launch, one work-group a replica: see epoch.cl. */
final class EpochKernel implements EpochRun {
  private final Kernel kernel;
  private final int steps;

  EpochKernel(Binding binding) {
    steps = binding.epoch().steps();
    kernel = binding.context().kernel("epoch");
    ModelBuffers model = binding.model();
    Binding.Input input = binding.entering();
    OptimizerConstants optimizer = OptimizerConstants.of(binding.program().optimizer());
    kernel
        .with(model.layers())
        .with(binding.network().depth() - binding.layers().first())
        .with(input.x())
        .with(input.replicaStride())
        .with(binding.epoch().order())
        .with(binding.epoch().visitsOfEach())
        .with(binding.program().batchSize())
        .with(model.corruptions())
        .with(binding.epoch().stepsBefore())
        .with(model.corrupted())
        .with(KernelNumbers.of(binding.program().loss()))
        .with(binding.bound().targetRows())
        .with(binding.bound().targetStride())
        .with(binding.bound().labels())
        .with(model.parameters())
        .with(model.slot(0))
        .with(model.slot(1))
        .with(binding.parameters())
        .with(model.activations())
        .with(model.gradients())
        .with(binding.layers().activations())
        .with(optimizer.kind())
        .with(model.rates())
        .with(model.weightDecays())
        .with(optimizer.decay())
        .with((float) optimizer.epsilon())
        .with(binding.epoch().corrections())
        .with(binding.epoch().losses())
        .with(binding.epoch().visits())
        .over(1, binding.program().replicas(), binding.tiling().group());
  }

  @Override
  public void enqueue() {
    kernel.launch(steps);
  }

  @Override
  public void close() {
    kernel.close();
  }
}
