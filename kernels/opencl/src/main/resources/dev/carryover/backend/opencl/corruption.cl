// Masking noise on what enters the first trained layer: each value of a batch set to 0 with the replica's probability,
// as program.Corruption defines it, from the counter-based generator Threefry-4x32-20 (Salmon et al. 2011).

typedef JOIN(uint, WIDTH) Words;

#define PARITY 0x1BD11BDAu

#define MIX(i, j, rotation)           \
  x[i] += x[j];                       \
  x[j] = rotate(x[j], (Words)(rotation)) ^ x[i];

#define EVEN_ROUND(r0, r1) MIX(0, 1, r0) MIX(2, 3, r1)
#define ODD_ROUND(r0, r1) MIX(0, 3, r0) MIX(2, 1, r1)

#define INJECT(time)                  \
  x[0] += key[(time) % 5];            \
  x[1] += key[((time) + 1) % 5];      \
  x[2] += key[((time) + 2) % 5];      \
  x[3] += key[((time) + 3) % 5] + (time);

// Turns the counters in x to random words, lane by lane. The key's last two words are 0.
static inline void threefry(Words x[4], uint2 seed) {
  const uint key[5] = {seed.x, seed.y, 0, 0, PARITY ^ seed.x ^ seed.y};
  INJECT(0)
#pragma unroll
  for (int eight = 0; eight < 3; eight++) {
    EVEN_ROUND(10, 26) ODD_ROUND(11, 21) EVEN_ROUND(13, 27) ODD_ROUND(23, 5)
    INJECT(2 * eight + 1)
    if (eight < 2) {
      EVEN_ROUND(6, 20) ODD_ROUND(17, 11) EVEN_ROUND(25, 10) ODD_ROUND(18, 20)
      INJECT(2 * eight + 2)
    }
  }
}

// A replica's noise: words below the threshold mask.
typedef struct {
  uint2 seed;
  uint threshold;
} Corruption;

// corruptions are (seed's low half, its high half, threshold, 0).
static inline Corruption corruption_of(const global uint4 *corruptions, long r) {
  const uint4 c = corruptions[r];
  Corruption corruption = {c.xy, c.z};
  return corruption;
}

// One work-group's share of one replica's batch: rows of x, gathered and masked. Four neighbouring examples share a
// block for each feature. stepsBefore is how many steps the replica has taken, low half first.
static inline void corrupt_batch(
    int group, int groups, int count, Matrix x, Corruption corruption, uint2 stepsBefore, int step,
    global float *corrupted) {
  const ulong number = upsample(stepsBefore.y, stepsBefore.x) + step;
  const int across = (x.columns + WIDTH - 1) / WIDTH;
  const int blocks = across * ((count + 3) / 4);
  for (int block = group * GROUP + LOCAL_ID; block < blocks; block += groups * GROUP) {
    const int feature = block % across * WIDTH;
    const int four = block / across;
    Words words[4] = {
        JOIN(convert_uint, WIDTH)(LANES + feature), (Words)(four), (Words)((uint)number), (Words)((uint)(number >> 32))};
    threefry(words, corruption.seed);
#pragma unroll
    for (int w = 0; w < 4; w++) {
      const int row = four * 4 + w;
      if (row < count) {
        Vector value = load_part(row_of(x, row) + feature, x.columns - feature);
        Lanes masked = words[w] < (Words)(corruption.threshold);
        store_part(
            select(value, (Vector)(0), masked), corrupted + (long)row * x.columns + feature, x.columns - feature);
      }
    }
  }
}

// Groups (blocks, R). x as in forward; corrupted is [R][B][I].
kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void corrupt(
    const global float *x, const long xReplica, const global int *order, const int n, const global int *visits,
    const int B, const int I, const global uint4 *corruptions, const global uint2 *stepsBefore,
    global float *corrupted, const int step) {
  const long r = get_group_id(1);
  Batch batch = batch_of(step, B, visits_of(visits, n, r));
  Matrix inputs = {x + r * xReplica, order + r * n + batch.position, I};
  corrupt_batch(
      get_group_id(0), get_num_groups(0), batch.count, inputs, corruption_of(corruptions, r), stepsBefore[r], step,
      corrupted + r * B * I);
}
