// Products cut along their inner dimension, for replicas too few to fill a device with whole ones: each slice's groups
// leave partial sums, which a second launch adds in the slices' order before it does what ends a product.
// Interchangeable with forward and backward.

// One of so many slices of an inner dimension K.
static inline Range slice_of(int K, int slice, int slices) {
  const int stages = (K + TILE_K - 1) / TILE_K;
  Range range = {stages * slice / slices * TILE_K, min(stages * (slice + 1) / slices * TILE_K, K)};
  return range;
}

// Where a replica's partial sums of a slice start in parts, [slices][R][B][N].
static inline long part_at(int slice, long r, int B, int N) {
  return (slice * (long)get_num_groups(1) + r) * B * N;
}

static inline void store_sums(Vector acc[ROWS][VECTORS], int count, int N, int m0, int n0, global float *parts) {
#pragma unroll
  for (int v = 0; v < VECTORS; v++) {
    int n = n0 + tile_column(v);
    if (n < N) {
#pragma unroll
      for (int m = 0; m < ROWS; m++) {
        int row = m0 + tile_row() + m;
        if (row < count) {
          store_part(acc[m][v], parts + (long)row * N + n, N - n);
        }
      }
    }
  }
}

// Groups (tiles, R, slices): one tile each. As forward, but for what ends it.
kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void forward_slice(
    const global float *x, const long xReplica, const long xOffset, const global int *order, const int n,
    const global int *visits, const int B, const int I, const int O, const global float *parameters, const long P,
    const long offset, const int tied, global float *parts, const int step) {
  local Vector scratch[SCRATCH_VECTORS];
  const long r = get_group_id(1);
  const int slice = get_group_id(2);
  Batch batch = batch_of(step, B, visits_of(visits, n, r));
  Matrix inputs = {x + xOffset + r * xReplica, order ? order + r * n + batch.position : 0, I};
  const int down = (B + TILE_ROWS - 1) / TILE_ROWS;
  const int m0 = get_group_id(0) % down * TILE_ROWS;
  const int n0 = get_group_id(0) / down * TILE_COLUMNS;
  Vector acc[ROWS][VECTORS];
  product_of_layer(
      acc, inputs, parameters + r * P + offset, tied, O, batch.count, m0, n0,
      slice_of(I, slice, get_num_groups(2)), scratch);
  store_sums(acc, batch.count, O, m0, n0, parts + part_at(slice, r, B, O));
}

// Groups (tiles, R, slices): one tile each. As backward, but for what ends it.
kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void backward_slice(
    const global float *dz, const long activations, const long dzOffset, const int n, const global int *visits,
    const int B, const int I, const int O, const global float *parameters, const long P, const long offset,
    const int tied, global float *parts, const int step) {
  local Vector scratch[SCRATCH_VECTORS];
  const long r = get_group_id(1);
  const int slice = get_group_id(2);
  const int count = batch_of(step, B, visits_of(visits, n, r)).count;
  Matrix gradients = {dz + r * activations + dzOffset, 0, O};
  const int down = (B + TILE_ROWS - 1) / TILE_ROWS;
  const int m0 = get_group_id(0) % down * TILE_ROWS;
  const int n0 = get_group_id(0) / down * TILE_COLUMNS;
  Vector acc[ROWS][VECTORS];
  product_below(
      acc, gradients, parameters + r * P + offset, tied, I, count, m0, n0, slice_of(O, slice, get_num_groups(2)),
      scratch);
  store_sums(acc, count, I, m0, n0, parts + part_at(slice, r, B, I));
}

// Whole vectors of a row, and this work-item's among those of a batch: one each.
#define ACROSS(N) (((N) + WIDTH - 1) / WIDTH)
#define BLOCK ((int)get_group_id(0) * GROUP + LOCAL_ID)

// What all slices left of a vector, count lanes of it.
static inline Vector sum_of_parts(const global float *parts, int slices, long r, int B, int N, long at, int count) {
  Vector sum = (Vector)(0);
  for (int slice = 0; slice < slices; slice++) {
    sum += load_part(parts + part_at(slice, r, B, N) + at, count);
  }
  return sum;
}

// Groups (vectors, R): a = f(z), z the sum of the slices and the bias. The other arguments as in forward.
kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void forward_sum(
    const global float *parts, const int slices, const int n, const global int *visits, const int B, const int O,
    const int f, const global float *parameters, const long P, const long biasOffset, global float *a,
    const long aReplica, const long aOffset, const int step) {
  const long r = get_group_id(1);
  const int row = BLOCK / ACROSS(O);
  const int o = BLOCK % ACROSS(O) * WIDTH;
  if (row < batch_of(step, B, visits_of(visits, n, r)).count) {
    const long at = (long)row * O + o;
    Vector z = sum_of_parts(parts, slices, r, B, O, at, O - o) + load_part(parameters + r * P + biasOffset + o, O - o);
    store_part(activate(f, z), a + aOffset + r * aReplica + at, O - o);
  }
}

// Groups (vectors, R): dz below = the sum of the slices * f'(z below). The other arguments as in backward.
kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void backward_sum(
    const global float *parts, const int slices, const int n, const global int *visits, const int B, const int I,
    const int f, const global float *a, global float *dz, const long activations, const long belowOffset,
    const int step) {
  const long r = get_group_id(1);
  const int row = BLOCK / ACROSS(I);
  const int i = BLOCK % ACROSS(I) * WIDTH;
  if (row < batch_of(step, B, visits_of(visits, n, r)).count) {
    const long at = r * activations + belowOffset + (long)row * I + i;
    Vector da = sum_of_parts(parts, slices, r, B, I, (long)row * I + i, I - i);
    store_part(da * derivative(f, load_part(a + at, I - i)), dz + at, I - i);
  }
}
