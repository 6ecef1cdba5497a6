package dev.carryover.backend.opencl;

import dev.carryover.network.DenseSpec;
import dev.carryover.program.TrainingProgram;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Products that are cut along their inner dimension, because replicas are too few for their tiles
 * alone to keep the device busy: see slices.cl. Each is two launches, the slices' sums and what is
 * made of them.
 */
final class SlicedProducts implements AutoCloseable {
  private final Binding binding;

  /** Where slices leave their sums; null where no product is cut. */
  private final @Nullable DeviceBuffer sums;

  SlicedProducts(Binding binding) {
    this.binding = binding;
    long values = values(binding.program(), binding.tiling());
    sums = values == 0 ? null : binding.context().buffer("partial sums", values);
  }

  /** How many values the slices of a product leave at most; 0 where no product is cut. */
  static long values(TrainingProgram program, Tiling tiling) {
    int first = program.firstTrainedLayer();
    long most = 0;
    for (int l = first; l < program.network().depth(); l++) {
      DenseSpec layer = program.network().layer(l);
      most = Math.max(most, values(program, tiling, layer.outputs(), layer.inputs()));
      if (l > first) {
        most = Math.max(most, values(program, tiling, layer.inputs(), layer.outputs()));
      }
    }
    return most;
  }

  private static long values(TrainingProgram program, Tiling tiling, int columns, int inner) {
    int slices = tiling.slices(program.batchSize(), columns, inner, program.replicas());
    return slices == 1 ? 0 : (long) slices * program.replicas() * program.batchSize() * columns;
  }

  /** Whether a layer's forward product is cut. */
  boolean cutsForward(int l) {
    return forwardSlices(layer(l)) > 1;
  }

  /** Whether a layer's backward product is cut. */
  boolean cutsBackward(int l) {
    return backwardSlices(layer(l)) > 1;
  }

  /** A layer's forward product, its bias and its activation. */
  List<Kernel> forward(int l) {
    DenseSpec layer = layer(l);
    Binding.Input input = binding.input(l);
    int slices = forwardSlices(layer);
    Kernel slice =
        slices("forward_slice", layer.outputs(), slices)
            .with(input.x())
            .with(input.replicaStride())
            .with(input.offset())
            .with(input.order());
    Kernel sum = sum("forward_sum", layer.outputs(), slices);
    return List.of(
        product(slice, l),
        sum.with(layer.outputs())
            .with(binding.layers().forwardActivation(l))
            .with(binding.model().parameters())
            .with(binding.parameters())
            .with((long) binding.layers().bias(l))
            .with(binding.model().activations())
            .with(binding.layers().activations())
            .with(binding.layers().start(l)));
  }

  /** A layer's backward product and the derivative of the activation below. */
  List<Kernel> backward(int l) {
    DenseSpec layer = layer(l);
    int slices = backwardSlices(layer);
    Kernel slice =
        slices("backward_slice", layer.inputs(), slices)
            .with(binding.model().gradients())
            .with(binding.layers().activations())
            .with(binding.layers().start(l));
    Kernel sum = sum("backward_sum", layer.inputs(), slices);
    return List.of(
        product(slice, l),
        sum.with(layer.inputs())
            .with(KernelNumbers.of(layer(l - 1).activation()))
            .with(binding.model().activations())
            .with(binding.model().gradients())
            .with(binding.layers().activations())
            .with(binding.layers().start(l - 1)));
  }

  private Kernel slices(String name, int columns, int slices) {
    return binding
        .context()
        .kernel(name)
        .over(
            binding.tiling().tiles(batch(), columns),
            binding.program().replicas(),
            slices,
            binding.tiling().group());
  }

  /** What both products say of their batch, their layer and its weights, and where sums go. */
  private Kernel product(Kernel slice, int l) {
    return slice
        .with(binding.epoch().visits())
        .with(binding.epoch().visitsOfEach())
        .with(batch())
        .with(layer(l).inputs())
        .with(layer(l).outputs())
        .with(binding.model().parameters())
        .with(binding.parameters())
        .with((long) binding.layers().weights(l))
        .with(binding.layers().tied(l))
        .with(sums);
  }

  /** A work-item for each vector of the batch's rows. */
  private Kernel sum(String name, int columns, int slices) {
    int vectors = batch() * Math.ceilDiv(columns, binding.tiling().width());
    return binding
        .context()
        .kernel(name)
        .over(
            Math.ceilDiv(vectors, binding.tiling().group()),
            binding.program().replicas(),
            binding.tiling().group())
        .with(sums)
        .with(slices)
        .with(binding.epoch().visits())
        .with(binding.epoch().visitsOfEach())
        .with(batch());
  }

  private int forwardSlices(DenseSpec layer) {
    return slices(layer.outputs(), layer.inputs());
  }

  private int backwardSlices(DenseSpec layer) {
    return slices(layer.inputs(), layer.outputs());
  }

  private int slices(int columns, int inner) {
    return binding.tiling().slices(batch(), columns, inner, binding.program().replicas());
  }

  private DenseSpec layer(int l) {
    return binding.network().layer(l);
  }

  private int batch() {
    return binding.program().batchSize();
  }

  @Override
  public void close() {
    if (sums != null) {
      sums.close();
    }
  }
}
