// dz below = (dz wT) * f'(z below): the backward product of one layer, the derivative in its epilogue.

// dz wT, w as in forward.cl: the weights that a tied layer turns are turned once more.
static inline void product_below(
    Vector acc[ROWS][VECTORS], Matrix dz, const global float *w, int tied, int I, int count, int m0, int n0,
    Range range, local Vector *scratch) {
#ifdef TIED
  if (tied) {
    Matrix turned = {w, 0, I};
    product(acc, dz, turned, count, m0, n0, range, scratch);
    return;
  }
#endif
  Matrix weights = {w, 0, dz.columns};
  product_transposed_right(acc, dz, weights, count, I, m0, n0, range, scratch);
}

// One work-group's share of one replica's layer. f and a are the layer's below.
static inline void backward_layer(
    int group, int groups, int count, int I, int O, int f, const global float *dz, const global float *w,
    int tied, const global float *a, global float *below, local Vector *scratch) {
  Matrix gradients = {dz, 0, O};
  Tiles tiles = tiles_of(count, I, group, groups);
  int tile = tiles.begin;
  do {
    int m0 = tile % tiles.down * TILE_ROWS;
    int n0 = tile / tiles.down * TILE_COLUMNS;
    Vector acc[ROWS][VECTORS];
    product_below(acc, gradients, w, tied, I, count, m0, n0, all_of(O), scratch);
#pragma unroll
    for (int v = 0; v < VECTORS; v++) {
      int i = n0 + tile_column(v);
      if (i < I) {
#pragma unroll
        for (int m = 0; m < ROWS; m++) {
          int row = m0 + tile_row() + m;
          if (row < count) {
            long at = (long)row * I + i;
            store_part(acc[m][v] * derivative(f, load_part(a + at, I - i)), below + at, I - i);
          }
        }
      }
    }
  } while (++tile < tiles.end);
}

// Groups (tiles, R). a and dz hold every layer's activations and gradients, the replicas activations apart; this
// layer's start at dzOffset, those of the layer below at belowOffset.
kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void backward(
    global float *dz, const global float *a, const long activations, const long dzOffset, const long belowOffset,
    const int n, const global int *visits, const int B, const int I, const int O, const int f,
    const global float *parameters, const long P, const long offset, const int tied, const int step) {
  local Vector scratch[SCRATCH_VECTORS];
  const long r = get_group_id(1);
  global float *gradients = dz + r * activations;
  backward_layer(
      get_group_id(0), get_num_groups(0), batch_of(step, B, visits_of(visits, n, r)).count, I, O, f,
      gradients + dzOffset, parameters + r * P + offset, tied, a + r * activations + belowOffset,
      gradients + belowOffset, scratch);
}
