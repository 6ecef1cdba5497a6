package dev.carryover.backend.vector;

import static dev.carryover.backend.vector.Tile.BYTES;
import static dev.carryover.backend.vector.Tile.LANES;
import static dev.carryover.backend.vector.Tile.ORDER;
import static dev.carryover.backend.vector.Tile.PANEL;
import static dev.carryover.backend.vector.Tile.ROWS;
import static dev.carryover.backend.vector.Tile.SPECIES;
import static dev.carryover.backend.vector.Tile.VALUES;

import java.lang.foreign.MemorySegment;
import java.util.List;
import jdk.incubator.vector.FloatVector;

/**
 * Σ_o w[o][i] · v[o][b] over the rows o of a layer's matrix, for its columns i: the gradient by
 * what enters the layer, where v is its dz, and the z of a layer that is tied to it, where v is
 * what enters that. Each slice of rows has a sum of its own; they are added in the order of the
 * slices.
 *
 * @param alone whether one thread makes all slices, in order, and so can add each to those before
 *     at once
 */
record SliceSums(boolean alone) {

  /**
   * One slice's sum.
   *
   * @param rows how many of the slice's rows count
   * @param v by the layer's rows, {@code [rows][lanes]}
   * @param sums {@code [I][lanes]} for each slice; where one thread is alone, all is in the first
   */
  void slice(Weights weights, int slice, int rows, Panels v, List<Panels> sums, int count) {
    if (!alone || slice == 0) {
      product(weights, slice, rows, v, sums.get(slice), count);
      return;
    }
    Panels sum = sums.get(0);
    Panels term = sums.get(1);
    product(weights, slice, rows, v, term, count);
    for (int tile = 0; tile < Tile.tiles(weights.layer().inputs()); tile++) {
      for (int lane = 0; lane < count; lane += PANEL) {
        long index = sum.index(tile * ROWS, lane);
        add(term.values(), index, sum.values(), index, VALUES);
      }
    }
  }

  private static void product(
      Weights weights, int slice, int rows, Panels v, Panels sum, int count) {
    Layer layer = weights.layer();
    Panels w = weights.slice(slice);
    int first = layer.firstTile(slice) * ROWS;
    for (int i = 0; i < layer.inputs(); i += PANEL) {
      int columns = Math.min(Tile.tiles(layer.inputs() - i) * ROWS, PANEL);
      for (int lane = 0; lane < count; lane += PANEL) {
        Tile.columns(
            columns,
            count - lane,
            rows,
            w.values(),
            w.index(0, i),
            v.values(),
            v.index(first, lane),
            sum.values(),
            sum.index(i, lane));
      }
    }
  }

  /**
   * The sum of so many slices' sums, for one tile and panel.
   *
   * @param values how many of the tile's values
   * @param to receives them from {@code toIndex} on
   */
  void total(
      List<Panels> sums,
      int slices,
      int row,
      int lane,
      int values,
      MemorySegment to,
      long toIndex) {
    Panels first = sums.get(0);
    MemorySegment.copy(first.values(), 4 * first.index(row, lane), to, 4 * toIndex, 4L * values);
    int terms = alone ? 1 : slices;
    for (int s = 1; s < terms; s++) {
      Panels term = sums.get(s);
      add(term.values(), term.index(row, lane), to, toIndex, values);
    }
  }

  /** Adds values to others, as many as a multiple of the lanes, at most a tile's. */
  static void add(MemorySegment from, long index, MemorySegment to, long toIndex, int count) {
    MemorySegment term = from.asSlice(4 * index, BYTES);
    MemorySegment sum = to.asSlice(4 * toIndex, BYTES);
    int n = Math.min(count, VALUES);
    for (int j = 0; j < n; j += LANES) {
      FloatVector.fromMemorySegment(SPECIES, sum, 4L * j, ORDER)
          .add(FloatVector.fromMemorySegment(SPECIES, term, 4L * j, ORDER))
          .intoMemorySegment(sum, 4L * j, ORDER);
    }
  }
}
