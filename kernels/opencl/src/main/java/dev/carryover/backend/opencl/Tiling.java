package dev.carryover.backend.opencl;

import dev.carryover.backend.Device;

/**
 * How products are cut into tiles: each work-item holds {@code rows} by {@code vectors·width}
 * results in registers, and {@code groupRows} by {@code groupColumns} work-items make a group. The
 * kernels' build options.
 *
 * @param staged whether a group stages its operands in local memory, as processors with many small
 *     cores want; else a group is one work-item, and caches serve it
 * @param width lanes of a vector: 4, 8 or 16
 * @param rows a multiple of 4
 * @param groupColumns a power of two
 */
record Tiling(boolean staged, int width, int rows, int vectors, int groupRows, int groupColumns) {

  /**
   * @throws IllegalArgumentException if the kernels have no such tiles
   */
  Tiling {
    if ((width != 4 && width != 8 && width != 16)
        || rows % 4 != 0
        || rows < 4
        || vectors < 1
        || groupRows < 1
        || Integer.bitCount(groupColumns) != 1
        || (!staged && groupRows * groupColumns != 1)
        || (!staged && vectors * width > DeviceBuffer.PADDING)) {
      throw new IllegalArgumentException(
          "no such tiles: width %d, rows %d, vectors %d, group %d by %d, staged %s"
              .formatted(width, rows, vectors, groupRows, groupColumns, staged));
    }
  }

  /**
   * The tiling for a device, batch size and shape. For the CPU, the largest tile whose sums, one
   * row of operands and a spare fit the registers that come with vectors of its width (32 of
   * AVX-512, 16 of AVX). For others 4 by 4 a work-item, as many rows as a batch fills, and 64
   * columns; 128 in an epoch kernel, where a group has a compute unit to itself.
   */
  static Tiling of(OpenClDevice device, int batchSize, Shape shape) {
    if (device.device().kind() == Device.Kind.CPU) {
      int width = Math.clamp(Integer.highestOneBit(device.vectorWidth()), 4, 16);
      return new Tiling(false, width, width == 16 ? 8 : 4, 2, 1, 1);
    }
    int groupColumns = shape == Shape.EPOCH_KERNEL ? 32 : 16;
    int groupRows = batchSize <= 16 ? 4 : batchSize <= 32 ? 8 : 16;
    while (groupRows > 1 && (long) groupRows * groupColumns > device.maxGroup()) {
      groupRows /= 2;
    }
    return new Tiling(true, 4, 4, 1, groupRows, groupColumns);
  }

  /** Work-items in a group. */
  int group() {
    return groupRows * groupColumns;
  }

  /** The tiles of a product of so many rows and columns. */
  int tiles(int m, int n) {
    return Math.ceilDiv(m, groupRows * rows) * Math.ceilDiv(n, groupColumns * vectors * width);
  }

  /** Options for the kernels' compiler. None gives up IEEE arithmetic. */
  String options() {
    return "-cl-std=CL1.2 -DWIDTH=%d -DROWS=%d -DVECTORS=%d -DGROUP_ROWS=%d -DGROUP_COLUMNS=%d"
        .formatted(width, rows, vectors, groupRows, groupColumns);
  }

  @Override
  public String toString() {
    return "tiles of %d by %d in %s, groups of %d"
        .formatted(
            groupRows * rows,
            groupColumns * vectors * width,
            staged ? "local memory" : "registers",
            group());
  }
}
