// The last layer: its activations, each example's loss, and dz, from z and the targets. A row of GROUP_COLUMNS
// work-items takes an example, so a group takes GROUP_ROWS at a time.

// Numbered as in KernelNumbers.java.
#define SQUARED_ERROR 0
#define BINARY_CROSS_ENTROPY 1
#define SOFTMAX_CROSS_ENTROPY 2

// What outputs are compared with: rows of values, or, where there are labels, 1 at the label.
typedef struct {
  const global float *rows;
  const global int *labels;
} Targets;

static inline Vector target(Targets targets, int example, int O, int o) {
  if (targets.labels) {
    return select((Vector)(0), (Vector)(1), LANES + o == targets.labels[example]);
  }
  return load_part(targets.rows + (long)example * O + o, O - o);
}

// A vector's lanes within the row, and 0 (or -infinity) in those beyond its end.
static inline Vector within(Vector v, int o, int O, float beyond) {
  return select((Vector)(beyond), v, LANES + o < O);
}

// One value of each work-item reduced over its row of work-items: always in the same order.
#define REDUCE_ROW(name, combine)                                                    \
  static inline float name(float value, local float *scratch) {                      \
    const int lid = LOCAL_ID;                                                 \
    scratch[lid] = value;                                                            \
    for (int half_row = GROUP_COLUMNS / 2; half_row > 0; half_row /= 2) {            \
      BARRIER(CLK_LOCAL_MEM_FENCE);                                                  \
      if (lid % GROUP_COLUMNS < half_row) {                                          \
        scratch[lid] = combine(scratch[lid], scratch[lid + half_row]);               \
      }                                                                              \
    }                                                                                \
    BARRIER(CLK_LOCAL_MEM_FENCE);                                                    \
    float result = scratch[lid / GROUP_COLUMNS * GROUP_COLUMNS];                     \
    BARRIER(CLK_LOCAL_MEM_FENCE);                                                    \
    return result;                                                                   \
  }

#define PLUS(a, b) ((a) + (b))
REDUCE_ROW(row_sum, PLUS)
REDUCE_ROW(row_max, fmax)

#define COLUMN_STEP (GROUP_COLUMNS * WIDTH)
#define FOR_COLUMNS(o, O) for (int o = LOCAL_ID % GROUP_COLUMNS * WIDTH; o < (O); o += COLUMN_STEP)

// The largest z of a row, and the sum of e^(z - largest): softmax's two constants. A row without work (active false)
// takes part in the reductions and no more.
typedef struct {
  float largest;
  float sum;
} Softmax;

static inline Softmax softmax_of(const global float *z, int O, bool active, local float *scratch) {
  Softmax softmax;
  Vector largest = (Vector)(-INFINITY);
  FOR_COLUMNS(o, active ? O : 0) { largest = fmax(largest, within(load_part(z + o, O - o), o, O, -INFINITY)); }
  softmax.largest = row_max(lane_max(largest), scratch);
  Vector sum = (Vector)(0);
  FOR_COLUMNS(o, active ? O : 0) { sum += within(exp(load_part(z + o, O - o) - softmax.largest), o, O, 0); }
  softmax.sum = row_sum(lane_sum(sum), scratch);
  return softmax;
}

// dz of some outputs, and their part of the loss.
static inline Vector output_gradient(int loss, int f, Softmax softmax, Vector z, Vector y, Vector *part) {
  switch (loss) {
    case SQUARED_ERROR: {
      Vector a = activate(f, z);
      *part = (a - y) * (a - y);
      return 2 * (a - y) * derivative(f, a);
    }
    case BINARY_CROSS_ENTROPY:
      *part = fmax(z, 0) - z * y + log1p(exp(-fabs(z)));
      return sigmoid(z) - y;
    default: {
      Vector shifted = z - softmax.largest;
      *part = -shifted * y;
      return exp(shifted) / softmax.sum - y;
    }
  }
}

// One work-group's share of one replica's batch: examples order[0] to order[count - 1].
static inline void output_layer(
    int group, int groups, int count, int O, int f, int loss, const global float *z, Targets targets,
    const global int *order, global float *dz, global float *losses, local float *scratch) {
  int first = group * GROUP_ROWS;
  do {
    const int row = first + LOCAL_ID / GROUP_COLUMNS;
    const bool active = row < count;
    const long at = (long)row * O;
    Softmax softmax = softmax_of(z + at, O, active && loss == SOFTMAX_CROSS_ENTROPY, scratch);
    Vector sum = (Vector)(0);
    FOR_COLUMNS(o, active ? O : 0) {
      Vector part;
      Vector y = target(targets, order[row], O, o);
      Vector gradient = output_gradient(loss, f, softmax, load_part(z + at + o, O - o), y, &part);
      store_part(gradient, dz + at + o, O - o);
      sum += within(part, o, O, 0);
    }
    float example = row_sum(lane_sum(sum), scratch);
    if (active && LOCAL_ID % GROUP_COLUMNS == 0) {
      losses[row] = example + (loss == SOFTMAX_CROSS_ENTROPY ? log(softmax.sum) : 0);
    }
    first += groups * GROUP_ROWS;
  } while (first < count);
}

// Groups (rows of examples, R). a holds z of the last layer from aOffset on; the rows of a replica's targets start
// rowsReplica behind the one's before; losses is [R][n].
kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void output(
    const global float *a, global float *dz, const long activations, const long aOffset, const global int *order,
    const int n, const global int *visits, const int B, const int O, const int f, const int loss,
    const global float *rows, const long rowsReplica, const global int *labels, global float *losses,
    const int step) {
  local float scratch[GROUP];
  const long r = get_group_id(1);
  Batch batch = batch_of(step, B, visits_of(visits, n, r));
  const long at = r * activations + aOffset;
  const long place = r * n + batch.position;
  Targets targets = {rows + r * rowsReplica, labels};
  output_layer(
      get_group_id(0), get_num_groups(0), batch.count, O, f, loss, a + at, targets, order + place, dz + at,
      losses + place, scratch);
}

// Groups (rows, R): replaces z by softmax's activations, count rows a replica.
kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void softmax(
    global float *a, const long aReplica, const int count, const int O) {
  local float scratch[GROUP];
  const int row = (int)get_group_id(0) * GROUP_ROWS + LOCAL_ID / GROUP_COLUMNS;
  const bool active = row < count;
  global float *z = a + get_group_id(1) * aReplica + (long)row * O;
  Softmax softmax = softmax_of(z, O, active, scratch);
  FOR_COLUMNS(o, active ? O : 0) {
    store_part(exp(load_part(z + o, O - o) - softmax.largest) / softmax.sum, z + o, O - o);
  }
}
