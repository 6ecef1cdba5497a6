package dev.carryover.backend.vector;

import static dev.carryover.backend.vector.Tile.floats;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the steps of one replica pass from kernel to kernel, shared by the threads of a team. */
final class Workspace {
  private final int batchSize;
  private final int lanes;
  private final List<Panels> features = new ArrayList<>();
  private final List<Panels> gradients = new ArrayList<>();
  private final List<List<Panels>> partials = new ArrayList<>();
  private final List<Panels> gradientsByExample = new ArrayList<>();
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
      gradients.add(Panels.zeros(arena, layer.rows(), lanes));
      partials.add(partials(layers, l, first, arena));
      gradientsByExample.add(
          layer.tied()
              ? Panels.zeros(arena, batchSize, layer.outputs() + 1)
              : Panels.zeros(arena, 0, 0));
    }
    long parts = Math.max(3, layers.getLast().tiles());
    losses = new MemorySegment[] {floats(arena, parts * lanes), floats(arena, parts * lanes)};
  }

  private List<Panels> partials(List<Layer> layers, int l, int first, Arena arena) {
    Layer layer = layers.get(l);
    int rows = layer.tied() ? layer.outputs() : layer.inputs();
    int slices = layer.tied() ? layers.get(layer.owner()).slices() : l > first ? layer.slices() : 0;
    return Stream.generate(() -> Panels.zeros(arena, rows, lanes))
        .limit(Math.max(slices, slices > 0 ? 2 : 0))
        .toList();
  }

  private Panels features(int count, Arena arena) {
    Panels values = Panels.zeros(arena, count + 1, lanes);
    values.fillRow(count, lanes, 1);
    return values;
  }

  /** The batch size, B. */
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

  /**
   * The gradient by a layer's z, by output: {@code [O][lanes]}, and where another is tied to it a
   * row of zeros more.
   */
  Panels gradient(int layer) {
    return gradients.get(layer);
  }

  /** The gradient by a tied layer's z, by example: {@code [B][O + 1]}, the last column 0. */
  Panels gradientByExample(int layer) {
    return gradientsByExample.get(layer);
  }

  /**
   * What each slice of a layer's outputs adds to the gradient by its inputs, {@code [I][lanes]}; of
   * a tied layer what each slice of its owner's rows adds to its z, {@code [O][lanes]}.
   */
  List<Panels> partials(int layer) {
    return partials.get(layer);
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
