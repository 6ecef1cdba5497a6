// a = f(x w + b): the forward product of one layer, bias and activation in its epilogue.

// x w: w is [I][O], or where the layer is tied its encoder's weights, [O][I], turned.
static inline void product_of_layer(
    Vector acc[ROWS][VECTORS], Matrix x, const global float *w, int tied, int O, int count, int m0, int n0,
    Range range, local Vector *scratch) {
#ifdef TIED
  if (tied) {
    Matrix turned = {w, 0, x.columns};
    product_transposed_right(acc, x, turned, count, O, m0, n0, range, scratch);
    return;
  }
#endif
  Matrix weights = {w, 0, O};
  product(acc, x, weights, count, m0, n0, range, scratch);
}

// One work-group's share of one replica's layer.
static inline void forward_layer(
    int group, int groups, int count, int O, int f, Matrix x, const global float *w, const global float *b, int tied,
    global float *a, local Vector *scratch) {
  Tiles tiles = tiles_of(count, O, group, groups);
  int tile = tiles.begin;
  do {
    int m0 = tile % tiles.down * TILE_ROWS;
    int n0 = tile / tiles.down * TILE_COLUMNS;
    Vector acc[ROWS][VECTORS];
    product_of_layer(acc, x, w, tied, O, count, m0, n0, all_of(x.columns), scratch);
#pragma unroll
    for (int v = 0; v < VECTORS; v++) {
      int o = n0 + tile_column(v);
      if (o < O) {
        Vector bias = load_part(b + o, O - o);
#pragma unroll
        for (int m = 0; m < ROWS; m++) {
          int row = m0 + tile_row() + m;
          if (row < count) {
            store_part(activate(f, acc[m][v] + bias), a + (long)row * O + o, O - o);
          }
        }
      }
    }
  } while (++tile < tiles.end);
}

// Groups (tiles, R). x of replica r starts at x + xOffset + r xReplica, its rows gathered by the replica's order where
// there is one, n from one replica's to the next one's; a likewise. Weights and bias start at their offsets within a
// replica's P parameters.
kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void forward(
    const global float *x, const long xReplica, const long xOffset, const global int *order, const int n,
    const global int *visits, const int B, const int I, const int O, const int f, const global float *parameters,
    const long P, const long offset, const long biasOffset, const int tied, global float *a, const long aReplica,
    const long aOffset, const int step) {
  local Vector scratch[SCRATCH_VECTORS];
  const long r = get_group_id(1);
  Batch batch = batch_of(step, B, visits_of(visits, n, r));
  Matrix inputs = {x + xOffset + r * xReplica, order ? order + r * n + batch.position : 0, I};
  forward_layer(
      get_group_id(0), get_num_groups(0), batch.count, O, f, inputs, parameters + r * P + offset,
      parameters + r * P + biasOffset, tied, a + aOffset + r * aReplica, scratch);
}
