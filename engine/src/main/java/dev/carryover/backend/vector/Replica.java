package dev.carryover.backend.vector;

import static dev.carryover.backend.vector.Tile.FLOAT;

import dev.carryover.program.TrainingProgram;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** One replica's weights, and its optimizer slots in the same layout. */
final class Replica {
  private final int number;
  private final double learningRate;
  private final List<Layer> layers;
  private final MemorySegment[] weights;
  private final MemorySegment[][] slots;

  Replica(int number, TrainingProgram program, List<Layer> layers, Arena arena) {
    int slotCount = program.optimizer().slots();
    this.number = number;
    this.learningRate = program.learningRates().get(number);
    this.layers = layers;
    weights = new MemorySegment[layers.size()];
    slots = new MemorySegment[layers.size()][slotCount];
    for (int l = 0; l < layers.size(); l++) {
      weights[l] = Tile.floats(arena, layers.get(l).size());
      for (int s = 0; s < slotCount; s++) {
        slots[l][s] = Tile.floats(arena, layers.get(l).size());
      }
    }
  }

  /** r. */
  int number() {
    return number;
  }

  /** η. */
  double learningRate() {
    return learningRate;
  }

  /** As {@link Layer} lays them out. */
  MemorySegment weights(int layer) {
    return weights[layer];
  }

  /** The optimizer's slots of a layer, laid out as its weights. */
  MemorySegment[] slots(int layer) {
    return slots[layer];
  }

  /**
   * Reads this replica's parameters and slots.
   *
   * @param parameters {@code [R][P]} as {@code ParameterLayout} lays them out
   * @param slotValues each like {@code parameters}
   * @param offset r·P
   */
  void load(double[] parameters, List<double[]> slotValues, int offset) {
    for (int l = 0; l < weights.length; l++) {
      pack(layers.get(l), parameters, offset, weights[l]);
      for (int s = 0; s < slots[l].length; s++) {
        pack(layers.get(l), slotValues.get(s), offset, slots[l][s]);
      }
    }
  }

  /** Writes this replica's parameters and slots to where {@link #load} would read them. */
  void save(double[] parameters, List<double[]> slotValues, int offset) {
    for (int l = 0; l < weights.length; l++) {
      unpack(layers.get(l), weights[l], parameters, offset);
      for (int s = 0; s < slots[l].length; s++) {
        unpack(layers.get(l), slots[l][s], slotValues.get(s), offset);
      }
    }
  }

  private static void pack(Layer layer, double[] from, int offset, MemorySegment to) {
    for (int o = 0; o < layer.outputs(); o++) {
      for (int i = 0; i < layer.terms(); i++) {
        to.setAtIndex(FLOAT, index(layer, i, o), (float) from[offset + source(layer, i, o)]);
      }
    }
  }

  private static void unpack(Layer layer, MemorySegment from, double[] to, int offset) {
    for (int o = 0; o < layer.outputs(); o++) {
      for (int i = 0; i < layer.terms(); i++) {
        to[offset + source(layer, i, o)] = from.getAtIndex(FLOAT, index(layer, i, o));
      }
    }
  }

  private static long index(Layer layer, int i, int o) {
    return (long) o * layer.stride() + i;
  }

  /** Where w[i][o] lies within a replica's parameters; i = I stands for the bias. */
  private static int source(Layer layer, int i, int o) {
    return i < layer.inputs()
        ? layer.weight().offset() + i * layer.outputs() + o
        : layer.bias().offset() + o;
  }
}
