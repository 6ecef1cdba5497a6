// The three products of training for processors with wide vectors and caches: a work-group is one work-item, its tile
// lives in registers and its operands come straight from the cache. Interchangeable with products_local.cl.
//
// A row of operands is read in whole vectors, past its end too: every buffer is padded for that (DeviceBuffer.PADDING).
// What comes of the lanes beyond is never stored.

#define SCRATCH_VECTORS 1

// Ranges of the inner dimension start at multiples of it.
#define TILE_K WIDTH

// acc[m][n] = sum over k in range of a[m0 + m][k] b[k][n0 + n]; M rows, K = a.columns. Rows from M on repeat row M - 1.
static inline void product(
    Vector acc[ROWS][VECTORS], Matrix a, Matrix b, int M, int m0, int n0, Range range, local Vector *scratch) {
  const global float *rows[ROWS];
#pragma unroll
  for (int m = 0; m < ROWS; m++) {
    rows[m] = row_of(a, max(min(m0 + m, M - 1), 0));
  }
  clear(acc);
  const global float *bk = b.values + (long)range.begin * b.columns + n0;
  for (int k = range.begin; k < range.end; k++, bk += b.columns) {
#pragma unroll
    for (int m = 0; m < ROWS; m++) {
#pragma unroll
      for (int v = 0; v < VECTORS; v++) {
        acc[m][v] = fma((Vector)(rows[m][k]), VLOAD(bk + v * WIDTH), acc[m][v]);
      }
    }
  }
}

// acc[m][n] += sum over k < K of a[k][m0 + m] b[k][n0 + n].
static inline void product_transposed_left(
    Vector acc[ROWS][VECTORS], Matrix a, Matrix b, int K, int m0, int n0, local Vector *scratch) {
  const global float *bk = b.values + n0;
  for (int k = 0; k < K; k++, bk += b.columns) {
    const global float *ak = row_of(a, k) + m0;
#pragma unroll
    for (int m = 0; m < ROWS; m++) {
#pragma unroll
      for (int v = 0; v < VECTORS; v++) {
        acc[m][v] = fma((Vector)(ak[m]), VLOAD(bk + v * WIDTH), acc[m][v]);
      }
    }
  }
}

// DOTS by DOTS products of rows at once: as many as leave registers for the rows themselves.
#define DOTS 4

static inline void dot_products(
    float sums[DOTS][DOTS], const global float *a[DOTS], const global float *b[DOTS], Range range) {
  Vector acc[DOTS][DOTS];
#pragma unroll
  for (int i = 0; i < DOTS; i++) {
#pragma unroll
    for (int j = 0; j < DOTS; j++) {
      acc[i][j] = (Vector)(0);
    }
  }
  int k = range.begin;
  for (; k + WIDTH <= range.end; k += WIDTH) {
    Vector bk[DOTS];
#pragma unroll
    for (int j = 0; j < DOTS; j++) {
      bk[j] = VLOAD(b[j] + k);
    }
#pragma unroll
    for (int i = 0; i < DOTS; i++) {
      Vector ak = VLOAD(a[i] + k);
#pragma unroll
      for (int j = 0; j < DOTS; j++) {
        acc[i][j] = fma(ak, bk[j], acc[i][j]);
      }
    }
  }
#pragma unroll
  for (int i = 0; i < DOTS; i++) {
#pragma unroll
    for (int j = 0; j < DOTS; j++) {
      sums[i][j] = lane_sum(acc[i][j]);
    }
  }
  for (; k < range.end; k++) {
    for (int i = 0; i < DOTS; i++) {
      for (int j = 0; j < DOTS; j++) {
        sums[i][j] = fma(a[i][k], b[j][k], sums[i][j]);
      }
    }
  }
}

// acc[m][n] = sum over k in range of a[m0 + m][k] b[n0 + n][k]; M and N rows, K = a.columns. Both rows are read along
// their length; rows from M or N on repeat the last.
static inline void product_transposed_right(
    Vector acc[ROWS][VECTORS], Matrix a, Matrix b, int M, int N, int m0, int n0, Range range,
    local Vector *scratch) {
  float tile[ROWS][VECTORS * WIDTH];
  for (int n = 0; n < min(VECTORS * WIDTH, N - n0); n += DOTS) {
    for (int m = 0; m < min(ROWS, M - m0); m += DOTS) {
      const global float *as[DOTS];
      const global float *bs[DOTS];
#pragma unroll
      for (int i = 0; i < DOTS; i++) {
        as[i] = row_of(a, min(m0 + m + i, M - 1));
        bs[i] = row_of(b, min(n0 + n + i, N - 1));
      }
      float sums[DOTS][DOTS];
      dot_products(sums, as, bs, range);
#pragma unroll
      for (int i = 0; i < DOTS; i++) {
#pragma unroll
        for (int j = 0; j < DOTS; j++) {
          tile[m + i][n + j] = sums[i][j];
        }
      }
    }
  }
#pragma unroll
  for (int m = 0; m < ROWS; m++) {
#pragma unroll
    for (int v = 0; v < VECTORS; v++) {
      acc[m][v] = JOIN(vload, WIDTH)(v, tile[m]);
    }
  }
}
