// Vectors, matrices and the register tile that every other file builds on. OpenCL C 1.2.
//
// Build options, see Tiling.java:
//   WIDTH           lanes of a vector: 4, 8 or 16
//   ROWS, VECTORS   one work-item's tile of a product: ROWS rows by VECTORS vectors
//   GROUP_ROWS, GROUP_COLUMNS   the work-items of a work-group, side by side over a product
// and, only for programs that need it, see KernelOptions.java:
//   TIED            there are layers that are tied to others
//   CORRUPTED       what enters the first trained layer is corrupted
//
// R replicas, B examples in a step, I inputs and O outputs of a layer. x is [B][I], w [I][O], b [O]; z, a and dz are
// [B][O].

#define JOIN_(a, b) a##b
#define JOIN(a, b) JOIN_(a, b)
typedef JOIN(float, WIDTH) Vector;
typedef JOIN(int, WIDTH) Lanes;

// EACH_LANE(DO) is DO(number, name) for every lane of a vector.
#if WIDTH == 4
#define EACH_LANE(DO) DO(0, s0) DO(1, s1) DO(2, s2) DO(3, s3)
#define LANES (Lanes)(0, 1, 2, 3)
#elif WIDTH == 8
#define EACH_LANE(DO) DO(0, s0) DO(1, s1) DO(2, s2) DO(3, s3) DO(4, s4) DO(5, s5) DO(6, s6) DO(7, s7)
#define LANES (Lanes)(0, 1, 2, 3, 4, 5, 6, 7)
#else
#define EACH_LANE(DO)                                                                     \
  DO(0, s0) DO(1, s1) DO(2, s2) DO(3, s3) DO(4, s4) DO(5, s5) DO(6, s6) DO(7, s7)         \
  DO(8, s8) DO(9, s9) DO(10, sa) DO(11, sb) DO(12, sc) DO(13, sd) DO(14, se) DO(15, sf)
#define LANES (Lanes)(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
#endif

#define GROUP (GROUP_ROWS * GROUP_COLUMNS)
#define TILE_ROWS (GROUP_ROWS * ROWS)
#define TILE_COLUMNS (GROUP_COLUMNS * VECTORS * WIDTH)

// A vector at any float's address. PoCL builds vload and vstore of many small accesses, and its compiler does not
// always find its way back to one: Clang can be told of the alignment instead.
#ifdef __clang__
typedef Vector UnalignedVector __attribute__((aligned(4)));
#define VLOAD(p) (*(const global UnalignedVector *)(p))
#define VSTORE(v, p) (*(global UnalignedVector *)(p) = (v))
#else
#define VLOAD(p) JOIN(vload, WIDTH)(0, p)
#define VSTORE(v, p) JOIN(vstore, WIDTH)(v, 0, p)
#endif

// Whether a vector at p may be moved as one. CPUs do so wherever it lies; graphics processors only where it is aligned.
#define MOVES_WHOLE(p) (GROUP > 1 && ((ulong)(p) & (sizeof(Vector) - 1)) == 0)

// What a work-group computes together it may read together only behind a barrier; one work-item needs none. Every loop
// around a barrier runs at least once, and no branch holds one: each group then meets the same barriers in the same
// order, which compilers for CPUs turn into loops over work-items at a cost that grows with the kernel, not
// exponentially with its branches.
#if GROUP == 1
#define BARRIER(flags)
#define LOCAL_ID 0
#else
#define BARRIER(flags) barrier(flags)
#define LOCAL_ID ((int)get_local_id(0))
#endif

// Row i of a matrix, its rows numbered through order where there is one.
typedef struct {
  const global float *values;
  const global int *order;
  int columns;
} Matrix;

static inline const global float *row_of(Matrix m, int i) {
  return m.values + (long)(m.order ? m.order[i] : i) * m.columns;
}

// How many examples a replica visits: n, or fewer where orders are of unequal length.
static inline int visits_of(const global int *visits, int n, long r) {
  return visits ? visits[r] : n;
}

// A step's examples: their place in the replica's order, and their number, fewer than B in a partial last batch, and
// none once the order has ended.
typedef struct {
  int position;
  int count;
} Batch;

static inline Batch batch_of(int step, int B, int visited) {
  int count = clamp(visited - step * B, 0, B);
  Batch batch = {count > 0 ? step * B : 0, count};
  return batch;
}

// A work-item's first row in its group's tile, and the first column of its vector v. Neighbours hold neighbouring
// vectors, so a group reads and writes whole stretches of memory.
static inline int tile_row(void) {
  return LOCAL_ID / GROUP_COLUMNS * ROWS;
}

static inline int tile_column(int v) {
  return (LOCAL_ID % GROUP_COLUMNS + v * GROUP_COLUMNS) * WIDTH;
}

static inline void clear(Vector acc[ROWS][VECTORS]) {
#pragma unroll
  for (int m = 0; m < ROWS; m++) {
#pragma unroll
    for (int v = 0; v < VECTORS; v++) {
      acc[m][v] = (Vector)(0);
    }
  }
}

// The tiles of an M by N product that one of so many groups takes: a run of neighbours, down the rows first, so that
// what a column of tiles shares stays in the cache. At least one; without rows (M = 0) it is an empty one.
typedef struct {
  int begin;
  int end;
  int down;
} Tiles;

static inline Tiles tiles_of(int M, int N, int group, int groups) {
  int down = max((M + TILE_ROWS - 1) / TILE_ROWS, 1);
  int across = M > 0 ? (N + TILE_COLUMNS - 1) / TILE_COLUMNS : 1;
  long tiles = (long)down * across;
  Tiles share = {(int)(tiles * group / groups), (int)(tiles * (group + 1) / groups), down};
  return share;
}

// A range of a product's inner dimension.
typedef struct {
  int begin;
  int end;
} Range;

static inline Range all_of(int K) {
  Range range = {0, K};
  return range;
}

// The first count lanes of a vector at p, and 0 in the others: lane by lane at the end of a row, since what follows there
// may be another group's. An array of lanes would do, and cost registers that make some devices spill.
static inline Vector load_part(const global float *p, int count) {
  if (count >= WIDTH) {
    return MOVES_WHOLE(p) ? *(const global Vector *)p : VLOAD(p);
  }
  Vector value = (Vector)(0);
#define LOAD_LANE(i, lane) \
  if (i < count) {         \
    value.lane = p[i];     \
  }
  EACH_LANE(LOAD_LANE)
  return value;
}

static inline void store_part(Vector value, global float *p, int count) {
  if (count >= WIDTH) {
    if (MOVES_WHOLE(p)) {
      *(global Vector *)p = value;
    } else {
      VSTORE(value, p);
    }
    return;
  }
#define STORE_LANE(i, lane) \
  if (i < count) {          \
    p[i] = value.lane;      \
  }
  EACH_LANE(STORE_LANE)
}

// The sum and the largest of a vector's lanes.
static inline float lane_sum(Vector v) {
#if WIDTH == 16
  float8 half16 = v.lo + v.hi;
  float4 half8 = half16.lo + half16.hi;
#elif WIDTH == 8
  float4 half8 = v.lo + v.hi;
#else
  float4 half8 = v;
#endif
  float2 half4 = half8.lo + half8.hi;
  return half4.lo + half4.hi;
}

static inline float lane_max(Vector v) {
#if WIDTH == 16
  float8 half16 = fmax(v.lo, v.hi);
  float4 half8 = fmax(half16.lo, half16.hi);
#elif WIDTH == 8
  float4 half8 = fmax(v.lo, v.hi);
#else
  float4 half8 = v;
#endif
  float2 half4 = fmax(half8.lo, half8.hi);
  return fmax(half4.lo, half4.hi);
}
