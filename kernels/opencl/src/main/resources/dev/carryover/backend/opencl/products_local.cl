// The three products of training for processors with many small cores: a work-group's tile of the result, its operands
// staged in local memory TILE_K at a time, each work-item's part of the tile in registers. While one stage is being
// multiplied the next is already on its way to registers. Interchangeable with products_registers.cl. Every work-item
// of a group must come here: there are barriers inside.

// Ranges of the inner dimension start at multiples of it, and end at one or with the dimension.
#define TILE_K 16

// Padding by a vector keeps rows aligned for vectors, and spreads a transposed quad over the banks.
#define A_STRIDE (TILE_ROWS + WIDTH)
#define B_STRIDE (TILE_COLUMNS + WIDTH)
#define SCRATCH_VECTORS (TILE_K * (A_STRIDE + B_STRIDE) / WIDTH)

// How many quads, four neighbours of a row, each work-item brings to a stage.
#define QUADS(COUNT) (((COUNT) * TILE_K / 4 + GROUP - 1) / GROUP)
#define A_QUADS QUADS(TILE_ROWS)
#define B_QUADS QUADS(TILE_COLUMNS)

// Whether every row starts at a multiple of 16 bytes, and ends at one.
static inline bool has_aligned_rows(Matrix m) {
  return ((ulong)m.values & 15) == 0 && (m.columns & 3) == 0;
}

// m[row][column] and its next three, 0 beyond the edges.
static inline float4 quad_at(Matrix m, bool aligned, int row, int rows, int column) {
  const int valid = row < rows ? m.columns - column : 0;
  if (valid <= 0) {
    return (float4)(0);
  }
  const global float *p = row_of(m, row) + column;
  if (aligned) {
    return *(const global float4 *)p;
  }
  return (float4)(p[0], valid > 1 ? p[1] : 0, valid > 2 ? p[2] : 0, valid > 3 ? p[3] : 0);
}

// A stage of a matrix that is multiplied along its rows: quads of m[c0 + c][k0 + k], c < COUNT, to tile[k][c].
// Neighbours read along a row.
static inline void fetch_transposed(float4 *quads, int COUNT, Matrix m, int rows, int c0, int k0) {
  const bool aligned = has_aligned_rows(m);
#pragma unroll
  for (int q = 0; q < QUADS(COUNT); q++) {
    const int t = LOCAL_ID + q * GROUP;
    quads[q] = quad_at(m, aligned, c0 + t / (TILE_K / 4), rows, k0 + t % (TILE_K / 4) * 4);
  }
}

static inline void put_transposed(local float *tile, int STRIDE, const float4 *quads, int COUNT) {
#pragma unroll
  for (int q = 0; q < QUADS(COUNT); q++) {
    const int t = LOCAL_ID + q * GROUP;
    const int c = t / (TILE_K / 4), k = t % (TILE_K / 4) * 4;
    if (c < COUNT) {
      tile[k * STRIDE + c] = quads[q].x;
      tile[(k + 1) * STRIDE + c] = quads[q].y;
      tile[(k + 2) * STRIDE + c] = quads[q].z;
      tile[(k + 3) * STRIDE + c] = quads[q].w;
    }
  }
}

// A stage of a matrix that is multiplied down its columns: quads of m[k0 + k][c0 + c], c < COUNT, to tile[k][c].
static inline void fetch_straight(float4 *quads, int COUNT, Matrix m, int rows, int c0, int k0) {
  const bool aligned = has_aligned_rows(m);
#pragma unroll
  for (int q = 0; q < QUADS(COUNT); q++) {
    const int t = LOCAL_ID + q * GROUP;
    quads[q] = quad_at(m, aligned, k0 + t / (COUNT / 4), rows, c0 + t % (COUNT / 4) * 4);
  }
}

static inline void put_straight(local float *tile, int STRIDE, const float4 *quads, int COUNT) {
#pragma unroll
  for (int q = 0; q < QUADS(COUNT); q++) {
    const int t = LOCAL_ID + q * GROUP;
    const int k = t / (COUNT / 4), c = t % (COUNT / 4) * 4;
    if (k < TILE_K) {
      *(local float4 *)(tile + k * STRIDE + c) = quads[q];
    }
  }
}

// acc += a stage of a times one of b.
static inline void multiply_stage(Vector acc[ROWS][VECTORS], const local float *a, const local float *b) {
#pragma unroll
  for (int k = 0; k < TILE_K; k++) {
    Vector bk[VECTORS];
#pragma unroll
    for (int v = 0; v < VECTORS; v++) {
      bk[v] = *(const local Vector *)(b + k * B_STRIDE + tile_column(v));
    }
#pragma unroll
    for (int m = 0; m < ROWS; m++) {
      const float ak = a[k * A_STRIDE + tile_row() + m];
#pragma unroll
      for (int v = 0; v < VECTORS; v++) {
        acc[m][v] = fma((Vector)(ak), bk[v], acc[m][v]);
      }
    }
  }
}

// The loop over stages that the three products share. FETCH brings the stage at k0 to the quads aq and bq, PUT those
// to the tiles at and bt.
#define PRODUCT(BEGIN, END, FETCH, PUT)                    \
  local float *at = (local float *)scratch;                \
  local float *bt = at + TILE_K * A_STRIDE;                \
  float4 aq[A_QUADS], bq[B_QUADS];                         \
  int k0 = (BEGIN);                                        \
  FETCH;                                                   \
  do {                                                     \
    PUT;                                                   \
    barrier(CLK_LOCAL_MEM_FENCE);                          \
    k0 += TILE_K;                                          \
    FETCH;                                                 \
    multiply_stage(acc, at, bt);                           \
    barrier(CLK_LOCAL_MEM_FENCE);                          \
  } while (k0 < (END));

// acc[m][n] = sum over k in range of a[m0 + m][k] b[k][n0 + n]; M rows, K = a.columns.
static inline void product(
    Vector acc[ROWS][VECTORS], Matrix a, Matrix b, int M, int m0, int n0, Range range, local Vector *scratch) {
  clear(acc);
  PRODUCT(
      range.begin, range.end,
      fetch_transposed(aq, TILE_ROWS, a, M, m0, k0);
      fetch_straight(bq, TILE_COLUMNS, b, a.columns, n0, k0),
      put_transposed(at, A_STRIDE, aq, TILE_ROWS);
      put_straight(bt, B_STRIDE, bq, TILE_COLUMNS))
}

// acc[m][n] += sum over k < K of a[k][m0 + m] b[k][n0 + n].
static inline void product_transposed_left(
    Vector acc[ROWS][VECTORS], Matrix a, Matrix b, int K, int m0, int n0, local Vector *scratch) {
  PRODUCT(
      0, K,
      fetch_straight(aq, TILE_ROWS, a, K, m0, k0);
      fetch_straight(bq, TILE_COLUMNS, b, K, n0, k0),
      put_straight(at, A_STRIDE, aq, TILE_ROWS);
      put_straight(bt, B_STRIDE, bq, TILE_COLUMNS))
}

// acc[m][n] = sum over k in range of a[m0 + m][k] b[n0 + n][k]; M and N rows, K = a.columns.
static inline void product_transposed_right(
    Vector acc[ROWS][VECTORS], Matrix a, Matrix b, int M, int N, int m0, int n0, Range range,
    local Vector *scratch) {
  clear(acc);
  PRODUCT(
      range.begin, range.end,
      fetch_transposed(aq, TILE_ROWS, a, M, m0, k0);
      fetch_transposed(bq, TILE_COLUMNS, b, N, n0, k0),
      put_transposed(at, A_STRIDE, aq, TILE_ROWS);
      put_transposed(bt, B_STRIDE, bq, TILE_COLUMNS))
}
