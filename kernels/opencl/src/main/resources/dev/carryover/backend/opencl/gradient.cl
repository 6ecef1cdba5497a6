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

// One tile of one replica's layer, from row m0 and column n0 on: rows of weights, all I or none of a layer that is tied to
// another, and with the topmost tiles the bias. Without examples nothing changes.
static inline void update_tile(
    int m0, int n0, int count, int rows, int O, Matrix x, const global float *dz, Decoder decoder,
    Optimizer optimizer, Parameters weights, Parameters bias, local Vector *scratch) {
  Matrix gradients = {dz, 0, O};
  const float mean = 1.0f / count;
  const int I = count > 0 ? rows : 0;
  Optimizer ofBias = optimizer;
  ofBias.weightDecay = 0;
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
}

// One work-group's share of one replica's layer.
static inline void update_layer(
    int group, int groups, int count, int rows, int O, Matrix x, const global float *dz, Decoder decoder,
    Optimizer optimizer, Parameters weights, Parameters bias, local Vector *scratch) {
  Tiles tiles = tiles_of(count > 0 ? max(rows, 1) : 0, O, group, groups);
  int tile = tiles.begin;
  do {
    update_tile(
        tile % tiles.down * TILE_ROWS, tile / tiles.down * TILE_COLUMNS, count, rows, O, x, dz, decoder, optimizer,
        weights, bias, scratch);
  } while (++tile < tiles.end);
}

// Rows of weights that are a layer's own, and the rows of tiles that cover them, at least one for the bias.
static inline int own_rows(Layer layer) {
  return layer.tied ? 0 : layer.I;
}

static inline int tiles_down(Layer layer) {
  return max((own_rows(layer) + TILE_ROWS - 1) / TILE_ROWS, 1);
}

// All tiles of a layer, none of one that does not train. The host counts alike.
static inline int tiles_of_layer(Layer layer) {
  return layer.trains ? tiles_down(layer) * ((layer.O + TILE_COLUMNS - 1) / TILE_COLUMNS) : 0;
}

// One work-group's share of the update of one replica's layers: a run of their tiles, the last layer's first, and in each
// layer down the rows. More groups than tiles would update a tile twice.
static inline void update_layers(
    int group, int groups, const constant int *layers, int depth, int count, int B, Matrix entering,
    const global float *a, const global float *dz, Optimizer optimizer, Parameters replica, local Vector *scratch) {
  long tiles = 0;
  for (int l = 0; l < depth; l++) {
    tiles += tiles_of_layer(layer_of(layers, l));
  }
  const int end = tiles * (group + 1) / groups;
  int tile = tiles * group / groups;
  do {
    int l = depth - 1;
    int among = tile;
    Layer layer = layer_of(layers, l);
    // No search passes the first layer. Its bound is for Mesa's llvmpipe, where lanes beyond a group's work-items read
    // zeros, would search on for ever, and are waited for.
    while (l > 0 && among >= tiles_of_layer(layer)) {
      among -= tiles_of_layer(layer);
      layer = layer_of(layers, --l);
    }
    const int down = tiles_down(layer);
    update_tile(
        among % down * TILE_ROWS, among / down * TILE_COLUMNS, count, own_rows(layer), layer.O,
        inputs_of(layers, l, entering, B, a), dz + (long)B * layer.activations,
        decoder_of(layers, layer.decoder, B, a, dz), optimizer,
        parameters_at(replica.values, replica.slot0, replica.slot1, layer.weights),
        parameters_at(replica.values, replica.slot0, replica.slot1, layer.bias), scratch);
  } while (++tile < end);
}

// Groups (tiles of all layers, R). layers are those from the first trained one on; x is what enters them, gathered by the
// replica's order where there is one, n from one replica's to the next one's. a and dz hold their activations and
// gradients, the replicas activations apart. Adam has corrections for each of a replica's steps.
kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void gradient(
    const constant int *layers, const int depth, const global float *x, const long xReplica, const global int *order,
    const int n, const global int *visits, const int B, const global float *a, const global float *dz,
    const long activations, global float *parameters, global float *slot0, global float *slot1, const long P,
    const int kind, const global float *rates, const global float *weightDecays, const float4 decay,
    const float epsilon, const global float2 *corrections, const int steps, const int step) {
  local Vector scratch[SCRATCH_VECTORS];
  const long r = get_group_id(1);
  Batch batch = batch_of(step, B, visits_of(visits, n, r));
  Matrix entering = {
      x + r * xReplica, order ? order + r * n + batch.position : 0, layer_of(layers, 0).I};
  update_layers(
      get_group_id(0), get_num_groups(0), layers, depth, batch.count, B, entering, a + r * activations,
      dz + r * activations, optimizer_of(kind, rates, weightDecays, decay, epsilon, corrections, steps, r, step),
      parameters_at(parameters, slot0, slot1, r * P), scratch);
}
