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

// The second use of a layer's weights: what enters the layer that is tied to it, [B][O], and that layer's dz, [B][I].
// Nothing where no layer is.
typedef struct {
  const global float *x;
  const global float *dz;
} Decoder;

// One work-group's share of one replica's layer: rows of weights, all I or none of a layer that is tied to another, and
// with the topmost tiles the bias. Without examples nothing changes.
static inline void update_layer(
    int group, int groups, int count, int rows, int O, Matrix x, const global float *dz, Decoder decoder,
    Optimizer optimizer, Parameters weights, Parameters bias, local Vector *scratch) {
  Matrix gradients = {dz, 0, O};
  const float mean = 1.0f / count;
  const int I = count > 0 ? rows : 0;
  Optimizer ofBias = optimizer;
  ofBias.weightDecay = 0;
  Tiles tiles = tiles_of(count > 0 ? max(rows, 1) : 0, O, group, groups);
  int tile = tiles.begin;
  do {
    int m0 = tile % tiles.down * TILE_ROWS;
    int n0 = tile / tiles.down * TILE_COLUMNS;
    Vector acc[ROWS][VECTORS];
    clear(acc);
    const int ofLayer = I > 0 ? count : 0;
#ifdef TIED
    // A loop, because two products in a row are inlined twice, which makes Arc A770 spill.
    Matrix outputs = {decoder.dz, 0, rows};
    Matrix inputs = {decoder.x, 0, O};
    const int ofDecoder = decoder.x ? count : 0;
    int use = 0;
    do {
      product_transposed_left(
          acc, use == 0 ? x : outputs, use == 0 ? gradients : inputs, use == 0 ? ofLayer : ofDecoder, m0, n0, scratch);
    } while (++use < 2);
#else
    product_transposed_left(acc, x, gradients, ofLayer, m0, n0, scratch);
#endif
#pragma unroll
    for (int v = 0; v < VECTORS; v++) {
      int o = n0 + tile_column(v);
      if (o < O) {
#pragma unroll
        for (int m = 0; m < ROWS; m++) {
          int i = m0 + tile_row() + m;
          if (i < I) {
            update(optimizer, weights, (long)i * O + o, O - o, acc[m][v] * mean);
          }
        }
        if (m0 + tile_row() == 0 && count > 0) {
          update(ofBias, bias, o, O - o, column_sum(dz, count, O, o) * mean);
        }
      }
    }
  } while (++tile < tiles.end);
}

// Groups (tiles, R). x as in forward; dz of replica r starts at dz + dzOffset + r dzReplica. What a tied layer adds
// starts at its offsets in a and dz, the first of them negative where no layer is tied. Adam has corrections for each of
// a replica's steps.
kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void gradient(
    const global float *x, const long xReplica, const long xOffset, const global int *order, const int n,
    const global int *visits, const int B, const int I, const int O, const int rows, const global float *dz,
    const long dzReplica, const long dzOffset, const global float *a, const long decoderX, const long decoderDz,
    global float *parameters, global float *slot0, global float *slot1, const long P, const long offset,
    const long biasOffset, const int kind, const global float *rates, const global float *weightDecays,
    const float4 decay, const float epsilon, const global float2 *corrections, const int steps, const int step) {
  local Vector scratch[SCRATCH_VECTORS];
  const long r = get_group_id(1);
  Batch batch = batch_of(step, B, visits_of(visits, n, r));
  Matrix inputs = {x + xOffset + r * xReplica, order ? order + r * n + batch.position : 0, I};
  Optimizer optimizer = optimizer_of(kind, rates, weightDecays, decay, epsilon, corrections, steps, r, step);
  const global float *gradients = dz + r * dzReplica;
  Decoder decoder = {decoderX < 0 ? 0 : a + r * dzReplica + decoderX, gradients + decoderDz};
  update_layer(
      get_group_id(0), get_num_groups(0), batch.count, rows, O, inputs, gradients + dzOffset, decoder, optimizer,
      parameters_at(parameters, slot0, slot1, r * P + offset),
      parameters_at(parameters, slot0, slot1, r * P + biasOffset), scratch);
}
