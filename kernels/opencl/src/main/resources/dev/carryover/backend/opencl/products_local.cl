// The three products of training for processors with many small cores: a work-group's tile of the result, its operands
// staged in local memory TILE_K at a time, each work-item's part of the tile in registers. Interchangeable with
// products_registers.cl. Every work-item of a group must come here: there are barriers inside.

#define TILE_K 16

// Four floats of padding keep rows aligned for vectors, and put a transposed column into different banks.
#define A_STRIDE (TILE_ROWS + 4)
#define B_STRIDE (TILE_COLUMNS + 4)
#define SCRATCH_VECTORS (TILE_K * (A_STRIDE + B_STRIDE) / WIDTH)

// tile[k][c] = m[c0 + c][k0 + k] for c < COUNT, 0 beyond the matrix's edges. Neighbours read along a row.
#define STAGE_TRANSPOSED(tile, STRIDE, COUNT, m, rows, c0, k0)                                                       \
  for (int t = get_local_id(0); t < (COUNT) * TILE_K; t += GROUP) {                                                  \
    int c = t / TILE_K, k = t % TILE_K;                                                                              \
    (tile)[k * (STRIDE) + c] = (c0) + c < (rows) && (k0) + k < (m).columns ? row_of(m, (c0) + c)[(k0) + k] : 0;      \
  }

// tile[k][c] = m[k0 + k][c0 + c] for c < COUNT, 0 beyond the matrix's edges. Neighbours read along a row.
#define STAGE_STRAIGHT(tile, STRIDE, COUNT, m, rows, c0, k0)                                                         \
  for (int t = get_local_id(0); t < (COUNT) * TILE_K; t += GROUP) {                                                  \
    int k = t / (COUNT), c = t % (COUNT);                                                                            \
    (tile)[k * (STRIDE) + c] = (k0) + k < (rows) && (c0) + c < (m).columns ? row_of(m, (k0) + k)[(c0) + c] : 0;      \
  }

// acc += a staged tile of a times one of b.
static inline void multiply_staged(Vector acc[ROWS][VECTORS], const local float *a, const local float *b) {
  for (int k = 0; k < TILE_K; k++) {
    Vector bk[VECTORS];
#pragma unroll
    for (int v = 0; v < VECTORS; v++) {
      bk[v] = *(const local Vector *)(b + k * B_STRIDE + tile_column(v));
    }
#pragma unroll
    for (int m = 0; m < ROWS; m++) {
      float ak = a[k * A_STRIDE + tile_row() + m];
#pragma unroll
      for (int v = 0; v < VECTORS; v++) {
        acc[m][v] = fma((Vector)(ak), bk[v], acc[m][v]);
      }
    }
  }
}

#define PRODUCT(K, STAGE_A, STAGE_B)                                                                                 \
  local float *at = (local float *)scratch;                                                                          \
  local float *bt = at + TILE_K * A_STRIDE;                                                                          \
  for (int m = 0; m < ROWS; m++) {                                                                                   \
    for (int v = 0; v < VECTORS; v++) {                                                                              \
      acc[m][v] = (Vector)(0);                                                                                       \
    }                                                                                                                \
  }                                                                                                                  \
  int k0 = 0;                                                                                                        \
  do {                                                                                                               \
    STAGE_A;                                                                                                         \
    STAGE_B;                                                                                                         \
    barrier(CLK_LOCAL_MEM_FENCE);                                                                                    \
    multiply_staged(acc, at, bt);                                                                                    \
    barrier(CLK_LOCAL_MEM_FENCE);                                                                                    \
    k0 += TILE_K;                                                                                                    \
  } while (k0 < (K));

// acc[m][n] = sum over k of a[m0 + m][k] b[k][n0 + n]; M rows, K = a.columns.
static inline void product(Vector acc[ROWS][VECTORS], Matrix a, Matrix b, int M, int m0, int n0, local Vector *scratch) {
  PRODUCT(
      a.columns,
      STAGE_TRANSPOSED(at, A_STRIDE, TILE_ROWS, a, M, m0, k0),
      STAGE_STRAIGHT(bt, B_STRIDE, TILE_COLUMNS, b, a.columns, n0, k0))
}

// acc[m][n] = sum over k < K of a[k][m0 + m] b[k][n0 + n].
static inline void product_transposed_left(
    Vector acc[ROWS][VECTORS], Matrix a, Matrix b, int K, int m0, int n0, local Vector *scratch) {
  PRODUCT(
      K,
      STAGE_STRAIGHT(at, A_STRIDE, TILE_ROWS, a, K, m0, k0),
      STAGE_STRAIGHT(bt, B_STRIDE, TILE_COLUMNS, b, K, n0, k0))
}

// acc[m][n] = sum over k of a[m0 + m][k] b[n0 + n][k]; M and N rows, K = a.columns.
static inline void product_transposed_right(
    Vector acc[ROWS][VECTORS], Matrix a, Matrix b, int M, int N, int m0, int n0, local Vector *scratch) {
  PRODUCT(
      a.columns,
      STAGE_TRANSPOSED(at, A_STRIDE, TILE_ROWS, a, M, m0, k0),
      STAGE_TRANSPOSED(bt, B_STRIDE, TILE_COLUMNS, b, N, n0, k0))
}
