// dw = xT dz / count and db = 1T dz / count, each used up at once: the optimizer's update is the products' epilogue, so
// no gradient is ever stored.

// The columns of dz summed, from column o on.
static inline Vector column_sum(const global float *dz, int count, int O, int o) {
  Vector sum = (Vector)(0);
  for (int b = 0; b < count; b++) {
    sum += load_part(dz + (long)b * O + o, O - o);
  }
  return sum;
}

// One work-group's share of one replica's layer. The topmost tiles take the bias along. I = 0 changes nothing.
static inline void update_layer(
    int group, int groups, int count, int I, int O, Matrix x, const global float *dz, Optimizer optimizer,
    Parameters p, local Vector *scratch) {
  Matrix gradients = {dz, 0, O};
  const float mean = 1.0f / count;
  Tiles tiles = tiles_of(I, O, group, groups);
  int tile = tiles.begin;
  do {
    int m0 = tile % tiles.down * TILE_ROWS;
    int n0 = tile / tiles.down * TILE_COLUMNS;
    Vector acc[ROWS][VECTORS];
    product_transposed_left(acc, x, gradients, count, m0, n0, scratch);
#pragma unroll
    for (int v = 0; v < VECTORS; v++) {
      int o = n0 + tile_column(v);
      if (o < O) {
#pragma unroll
        for (int m = 0; m < ROWS; m++) {
          int i = m0 + tile_row() + m;
          if (i < I) {
            update(optimizer, p, (long)i * O + o, O - o, acc[m][v] * mean);
          }
        }
        if (m0 + tile_row() == 0 && I > 0) {
          update(optimizer, p, (long)I * O + o, O - o, column_sum(dz, count, O, o) * mean);
        }
      }
    }
  } while (++tile < tiles.end);
}

// Groups (tiles, R). x as in forward; dz of replica r starts at dz + dzOffset + r dzReplica.
kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void gradient(
    const global float *x, const long xReplica, const long xOffset, const global int *order, const int n, const int B,
    const int I, const int O, const global float *dz, const long dzReplica, const long dzOffset,
    global float *parameters, global float *slot0, global float *slot1, const long P, const long offset,
    const int kind, const global float *rates, const float4 decay, const float epsilon,
    const global float2 *corrections, const int step) {
  local Vector scratch[SCRATCH_VECTORS];
  const long r = get_group_id(1);
  const long at = r * P + offset;
  Batch batch = batch_of(step, B, n);
  Matrix inputs = {x + xOffset + r * xReplica, order ? order + r * n + batch.position : 0, I};
  Optimizer optimizer = {kind, rates[r], decay, epsilon, corrections[step]};
  Parameters p = {parameters + at, slot0 + at, slot1 + at};
  update_layer(
      get_group_id(0), get_num_groups(0), batch.count, I, O, inputs, dz + dzOffset + r * dzReplica, optimizer, p,
      scratch);
}
