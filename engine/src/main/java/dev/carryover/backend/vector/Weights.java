package dev.carryover.backend.vector;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A layer's weights, or what its optimizer keeps for each of them: {@code [slices][I + 1 in
 * panels][outputs of the slice][PANEL]}.
 *
 * @param layer whose
 * @param values all slices
 * @param slices each slice's matrix, a row an output
 */
record Weights(Layer layer, MemorySegment values, List<Panels> slices) {

  /** Zeros. */
  static Weights zeros(Layer layer, Arena arena) {
    long size = Panels.size(layer.tiles() * Tile.ROWS, layer.terms());
    MemorySegment values = Tile.floats(arena, size + Panels.SLACK);
    List<Panels> slices =
        IntStream.range(0, layer.slices()).mapToObj(s -> slice(layer, values, s)).toList();
    return new Weights(layer, values, slices);
  }

  private static Panels slice(Layer layer, MemorySegment values, int slice) {
    int before = layer.firstTile(slice) * Tile.ROWS;
    int rows = layer.firstTile(slice + 1) * Tile.ROWS - before;
    return new Panels(values, Panels.size(before, layer.terms()), rows);
  }

  /** The weights of one slice's outputs. */
  Panels slice(int slice) {
    return slices.get(slice);
  }

  /** Reads the layer's tensors of a replica whose parameters start at {@code offset}. */
  void load(double[] parameters, int offset) {
    for (int s = 0; s < layer.slices(); s++) {
      int first = layer.firstTile(s) * Tile.ROWS;
      for (int row = 0; row < rowsIn(s); row++) {
        for (int i = 0; i < layer.terms(); i++) {
          int place = layer.place(i, first + row);
          slice(s).set(row, i, place < 0 ? 0 : (float) parameters[offset + place]);
        }
      }
    }
  }

  /** Writes them to where {@link #load} would read them. */
  void save(double[] parameters, int offset) {
    for (int s = 0; s < layer.slices(); s++) {
      int first = layer.firstTile(s) * Tile.ROWS;
      for (int row = 0; row < rowsIn(s); row++) {
        for (int i = 0; i < layer.terms(); i++) {
          int place = layer.place(i, first + row);
          if (place >= 0) {
            parameters[offset + place] = slice(s).get(row, i);
          }
        }
      }
    }
  }

  /** How many of a slice's rows are outputs. */
  int outputsIn(int slice) {
    int first = layer.firstTile(slice) * Tile.ROWS;
    return Math.clamp(layer.outputs() - (long) first, 0, slice(slice).rows());
  }

  /** How many of a slice's rows are not padding. */
  int rowsIn(int slice) {
    return Math.min(slice(slice).rows(), layer.rows() - layer.firstTile(slice) * Tile.ROWS);
  }
}
