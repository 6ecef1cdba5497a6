package dev.carryover.backend.vector;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A layer's weights, or what its optimizer keeps for each of them: {@code [slices][I + 1 in
 * panels][outputs of the slice][PANEL]}; where weights lie by input {@code [slices][I + 1][PANEL]}.
 *
 * @param layer whose
 * @param values all slices
 * @param slices each slice's matrix, a row an output, or an input where weights lie by input
 */
record Weights(Layer layer, MemorySegment values, List<Panels> slices) {

  /** Zeros. */
  static Weights zeros(Layer layer, Arena arena) {
    long size =
        layer.byInput()
            ? Panels.size(layer.terms(), layer.outputs())
            : Panels.size(layer.tiles() * Tile.ROWS, layer.terms());
    MemorySegment values = Tile.floats(arena, size + Panels.SLACK);
    List<Panels> slices =
        IntStream.range(0, layer.slices()).mapToObj(s -> slice(layer, values, s)).toList();
    return new Weights(layer, values, slices);
  }

  private static Panels slice(Layer layer, MemorySegment values, int slice) {
    if (layer.byInput()) {
      int rows = Tile.tiles(layer.terms()) * Tile.ROWS;
      return new Panels(values, Panels.size(rows, slice * Tile.PANEL), rows);
    }
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
          set(s, row, i, place < 0 ? 0 : (float) parameters[offset + place]);
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
            parameters[offset + place] = get(s, row, i);
          }
        }
      }
    }
  }

  /** How many of a slice's rows are outputs. */
  int outputsIn(int slice) {
    int first = layer.firstTile(slice) * Tile.ROWS;
    return Math.clamp(layer.outputs() - (long) first, 0, paddedRowsIn(slice));
  }

  /** How many of a slice's rows are not padding. */
  int rowsIn(int slice) {
    return Math.min(paddedRowsIn(slice), layer.rows() - layer.firstTile(slice) * Tile.ROWS);
  }

  private int paddedRowsIn(int slice) {
    return (layer.firstTile(slice + 1) - layer.firstTile(slice)) * Tile.ROWS;
  }

  private float get(int slice, int row, int input) {
    return layer.byInput() ? slice(slice).get(input, row) : slice(slice).get(row, input);
  }

  private void set(int slice, int row, int input, float value) {
    if (layer.byInput()) {
      slice(slice).set(input, row, value);
    } else {
      slice(slice).set(row, input, value);
    }
  }
}
