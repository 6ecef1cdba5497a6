// A whole epoch in one launch: one work-group trains one replica, batch after batch, its weights in global memory. The
// same layer functions as the kernels of a single step, in the same order, with barriers where those have launches.

// Groups (1, R). layers are those from the first trained one on; x is what enters them. a and dz hold their
// activations and gradients, the replicas activations apart. Steps of B examples from an order, n from one replica's to
// the next one's. The other arguments as in corrupt, output and gradient.
kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void epoch(
    const constant int *layers, const int depth, const global float *x, const long xReplica, const global int *order,
    const global int *visits, const int B, const global uint4 *corruptions, const global uint2 *stepsBefore,
    global float *corrupted, const int loss, const global float *rows, const long rowsReplica,
    const global int *labels, global float *parameters, global float *slot0, global float *slot1, const long P,
    global float *a, global float *dz, const long activations, const int kind, const global float *rates,
    const global float *weightDecays, const float4 decay, const float epsilon, const global float2 *corrections,
    global float *losses, const int n, const int steps) {
  local Vector scratch[SCRATCH_VECTORS];
  local float sums[GROUP];
  const long r = get_group_id(1);
  const int visited = visits_of(visits, n, r);
  Targets targets = {rows + r * rowsReplica, labels};
  a += r * activations;
  dz += r * activations;
  int step = 0;
  do {
    Batch batch = batch_of(step, B, visited);
    const global int *batchOrder = order + r * n + batch.position;
    Matrix entering = {x + r * xReplica, batchOrder, layer_of(layers, 0).I};
#ifdef CORRUPTED
    corrupt_batch(
        0, 1, batch.count, entering, corruption_of(corruptions, r), stepsBefore[r], step,
        corrupted + r * B * entering.columns);
    BARRIER(CLK_GLOBAL_MEM_FENCE);
    entering.values = corrupted + r * B * entering.columns;
    entering.order = 0;
#endif
    int l = 0;
    do {
      Layer layer = layer_of(layers, l);
      forward_layer(
          0, 1, batch.count, layer.O, l == depth - 1 ? IDENTITY : layer.f, inputs_of(layers, l, entering, B, a),
          parameters + r * P + layer.weights, parameters + r * P + layer.bias, layer.tied,
          a + (long)B * layer.activations, scratch);
      BARRIER(CLK_GLOBAL_MEM_FENCE);
    } while (++l < depth);
    Layer last = layer_of(layers, depth - 1);
    const long lastAt = (long)B * last.activations;
    output_layer(
        0, 1, batch.count, last.O, last.f, loss, a + lastAt, targets, batchOrder, dz + lastAt,
        losses + r * n + batch.position, sums);
    BARRIER(CLK_GLOBAL_MEM_FENCE);
    Optimizer optimizer = optimizer_of(kind, rates, weightDecays, decay, epsilon, corrections, steps, r, step);
    do {
      Layer layer = layer_of(layers, --l);
      Layer below = layer_of(layers, max(l - 1, 0));
      const long belowAt = (long)B * below.activations;
      const global float *gradients = dz + (long)B * layer.activations;
      // Nothing lies below the first layer: no rows.
      backward_layer(
          0, 1, l > 0 ? batch.count : 0, layer.I, layer.O, below.f, gradients, parameters + r * P + layer.weights,
          layer.tied, a + belowAt, dz + belowAt, scratch);
      BARRIER(CLK_GLOBAL_MEM_FENCE);
      // The only group, which the compiler is not to know: with literals ptxas spills.
      update_layer(
          get_group_id(0), get_num_groups(0), layer.trains ? batch.count : 0, own_rows(layer), layer.O,
          inputs_of(layers, l, entering, B, a), gradients, decoder_of(layers, layer.decoder, B, a, dz), optimizer,
          parameters_at(parameters, slot0, slot1, r * P + layer.weights),
          parameters_at(parameters, slot0, slot1, r * P + layer.bias), scratch);
      BARRIER(CLK_GLOBAL_MEM_FENCE);
    } while (l > 0);
  } while (++step * B < visited);
}
