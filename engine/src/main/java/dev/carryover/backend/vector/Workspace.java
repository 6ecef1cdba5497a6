package dev.carryover.backend.vector;

import static dev.carryover.backend.vector.Tile.PANEL;
import static dev.carryover.backend.vector.Tile.ROWS;
import static dev.carryover.backend.vector.Tile.floats;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What one step of one replica passes from kernel to kernel, shared by the threads that make the
 * step together. All of it is overwritten at every step but the padding and the constants.
 */
final class Workspace {
  private final int batchSize;
  private final int lanes;
  private final List<Features> features = new ArrayList<>();
  private final List<MemorySegment> examples = new ArrayList<>();
  private final List<MemorySegment> gradients = new ArrayList<>();
  private final Features targets;
  private final int[] labels;
  private final MemorySegment losses;

  Workspace(List<Layer> layers, int batchSize, Arena arena) {
    this.batchSize = batchSize;
    lanes = Tile.padded(batchSize);
    for (Layer layer : layers) {
      features.add(Features.allocate(lanes, layer.inputs(), arena));
      examples.add(examples(layer, arena));
      gradients.add(floats(arena, (long) layer.outputTiles() * ROWS * lanes));
    }
    Layer last = layers.getLast();
    features.add(Features.allocate(lanes, last.outputs(), arena));
    targets = Features.allocate(lanes, last.outputs(), arena);
    labels = new int[lanes];
    losses = floats(arena, (long) Math.max(3, last.outputTiles()) * lanes);
  }

  private MemorySegment examples(Layer layer, Arena arena) {
    MemorySegment values = floats(arena, (long) batchSize * layer.stride());
    for (int b = 0; b < batchSize; b++) {
      values.setAtIndex(Tile.FLOAT, exampleIndex(b, layer.inputs()), 1);
    }
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

  /** What enters a layer, by feature; after the last layer what leaves it. */
  Features features(int layer) {
    return features.get(layer);
  }

  /**
   * What enters a layer, by example: {@code [panels of inputs][B][PANEL]}, with the constant 1
   * behind the inputs.
   */
  MemorySegment examples(int layer) {
    return examples.get(layer);
  }

  /** Where an input of the example at a position of the batch lies in {@link #examples}. */
  long exampleIndex(int position, int input) {
    return ((long) (input / PANEL) * batchSize + position) * PANEL + input % PANEL;
  }

  /** The gradient by a layer's z: {@code [outputs padded to tiles][lanes]}. */
  MemorySegment gradient(int layer) {
    return gradients.get(layer);
  }

  /** y, unless what enters the first layer is itself the target. */
  Features targets() {
    return targets;
  }

  /** Zeros for targets, as {@link #setLabel} expects to find them. */
  void clearTargets() {
    targets.clear();
    Arrays.fill(labels, 0);
  }

  /** Moves the 1 among the targets of the example at a position of the batch. */
  void setLabel(int position, int label) {
    targets.set(position, labels[position], 0);
    targets.set(position, label, 1);
    labels[position] = label;
  }

  /**
   * Each example's loss in parts that are to be added up: {@code [tiles of outputs][lanes]}, at
   * least three rows.
   */
  MemorySegment losses() {
    return losses;
  }
}
