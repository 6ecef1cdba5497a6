package dev.carryover.backend.vector;

import static dev.carryover.backend.vector.Tile.floats;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** What the steps of one replica pass from kernel to kernel, shared by the threads of a team. */
final class Workspace {
  private final int batchSize;
  private final int lanes;
  private final List<Panels> features = new ArrayList<>();
  private final List<Panels> gradients = new ArrayList<>();
  private final List<List<Panels>> partials = new ArrayList<>();
  private final MemorySegment[] losses;

  /**
   * Room for batches of up to {@code batchSize} examples.
   *
   * @param first the first layer that trains: no gradient goes further back
   */
  Workspace(List<Layer> layers, int first, int batchSize, Arena arena) {
    this.batchSize = batchSize;
    lanes = Tile.padded(batchSize);
    features.add(features(layers.getFirst().inputs(), arena));
    for (int l = 0; l < layers.size(); l++) {
      Layer layer = layers.get(l);
      features.add(features(layer.outputs(), arena));
      gradients.add(Panels.zeros(arena, layer.outputs(), lanes));
      List<Panels> slices = new ArrayList<>();
      for (int s = 0; l > first && s < layer.slices(); s++) {
        slices.add(Panels.zeros(arena, layer.inputs(), lanes));
      }
      partials.add(slices);
    }
    long parts = Math.max(3, layers.getLast().tiles());
    losses = new MemorySegment[] {floats(arena, parts * lanes), floats(arena, parts * lanes)};
  }

  private Panels features(int count, Arena arena) {
    Panels values = Panels.zeros(arena, count + 1, lanes);
    values.fillRow(count, lanes, 1);
    return values;
  }

  /** B. */
  int batchSize() {
    return batchSize;
  }

  /** B rounded up to whole panels: how many examples fit side by side. */
  int lanes() {
    return lanes;
  }

  /**
   * What enters a layer, by feature: {@code [I + 1][lanes]}, the last row the constant 1 that the
   * bias multiplies; after the last layer what leaves it. In training, what enters the first
   * trained layer is each thread's {@link Batch}.
   */
  Panels features(int layer) {
    return features.get(layer);
  }

  /** The gradient by a layer's z, by output: {@code [O][lanes]}. */
  Panels gradient(int layer) {
    return gradients.get(layer);
  }

  /** What one slice of a layer's outputs adds to the gradient by its inputs: {@code [I][lanes]}. */
  Panels partial(int layer, int slice) {
    return partials.get(layer).get(slice);
  }

  /**
   * Each example's loss in a step, in parts that are to be added up: {@code [tiles of
   * outputs][lanes]}, at least three rows. One for even and one for odd steps, so that one can be
   * read while the next is made.
   */
  MemorySegment losses(int step) {
    return losses[step & 1];
  }
}
