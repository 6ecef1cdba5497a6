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
 * @param fill how many groups keep the device busy: products with less than half of that are cut
 *     along their inner dimension, too
 */
record Tiling(
    boolean staged, int width, int rows, int vectors, int groupRows, int groupColumns, int fill) {
  /** What slices of an inner dimension are multiples of: {@code TILE_K} of products_local.cl. */
  private static final int STAGE = 16;

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

  /** Tiles of products that are never cut along their inner dimension. */
  Tiling(boolean staged, int width, int rows, int vectors, int groupRows, int groupColumns) {
    this(staged, width, rows, vectors, groupRows, groupColumns, 1);
  }

  /**
   * The tiling for a device, batch size, number of replicas and shape. For the CPU, the largest
   * tile whose sums, one row of operands and a spare fit the registers that come with vectors of
   * its width (32 of AVX-512, 16 of AVX). For others 4 by 4 a work-item and 64 columns, 128 in an
   * epoch kernel, where a group has a compute unit to itself. As many rows as a batch fills: of an
   * epoch kernel up to 32, because in groups of 512 NVIDIA's work-items get 128 registers each, and
   * it needs more; and 16 where replicas are so few that even cut products of larger tiles would
   * not fill the device. Two groups a compute unit do.
   */
  static Tiling of(OpenClDevice device, int batchSize, int replicas, Shape shape) {
    if (device.device().kind() == Device.Kind.CPU) {
      int width = Math.clamp(Integer.highestOneBit(device.vectorWidth()), 4, 16);
      return new Tiling(false, width, width == 16 ? 8 : 4, 2, 1, 1);
    }
    boolean epochKernel = shape == Shape.EPOCH_KERNEL;
    boolean few = !epochKernel && 16L * replicas <= device.computeUnits();
    int groupColumns = epochKernel ? 32 : 16;
    int groupRows = batchSize <= 16 || few ? 4 : batchSize <= 32 || epochKernel ? 8 : 16;
    while (groupRows > 1 && (long) groupRows * groupColumns > device.maxGroup()) {
      groupRows /= 2;
    }
    return new Tiling(true, 4, 4, 1, groupRows, groupColumns, 2 * device.computeUnits());
  }

  /** Work-items in a group. */
  int group() {
    return groupRows * groupColumns;
  }

  /** The tiles of a product of so many rows and columns. */
  int tiles(int m, int n) {
    return Math.ceilDiv(m, groupRows * rows) * Math.ceilDiv(n, groupColumns * vectors * width);
  }

  /** Into how many slices the inner dimension of each replica's product of m by n is cut. */
  int slices(int m, int n, int inner, int replicas) {
    long groups = (long) tiles(m, n) * replicas;
    return 2 * groups >= fill
        ? 1
        : (int) Math.min(Math.ceilDiv(inner, STAGE), Math.ceilDiv(fill, groups));
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
