// What an optimizer makes of a gradient. Numbered as in OptimizerConstants.java.
#define SGD 0
#define MOMENTUM 1
#define ADAM 2

// decay is (mu, 1 - d) or (beta1, 1 - beta1, beta2, 1 - beta2); correction is Adam's 1 / (1 - beta1^t) and
// 1 / (1 - beta2^t) for this step. Weights decay in the gradient, g + lambda w, and with Adam beside it.
typedef struct {
  int kind;
  float rate;
  float weightDecay;
  float4 decay;
  float epsilon;
  float2 correction;
} Optimizer;

// A replica's optimizer in a step. weightDecays is null where no weight decays; corrections are [R][steps], and one for
// all where the optimizer has none.
static inline Optimizer optimizer_of(
    int kind, const global float *rates, const global float *weightDecays, float4 decay, float epsilon,
    const global float2 *corrections, int steps, long r, int step) {
  Optimizer optimizer = {
      kind,  rates[r], weightDecays ? weightDecays[r] : 0,
      decay, epsilon,  corrections[kind == ADAM ? r * steps + step : 0]};
  return optimizer;
}

// One replica's parameters and their slots, from a tensor's start on. Slots that the optimizer lacks are never touched.
typedef struct {
  global float *values;
  global float *slot0;
  global float *slot1;
} Parameters;

static inline Parameters parameters_at(global float *values, global float *slot0, global float *slot1, long at) {
  Parameters p = {values + at, slot0 + at, slot1 + at};
  return p;
}

// Changes count parameters from an index on by their gradient g. Always inlined, because a call for every vector would
// cost more than its work.
static inline __attribute__((always_inline)) void update(
    Optimizer optimizer, Parameters p, long at, int count, Vector g) {
  Vector value = load_part(p.values + at, count);
  if (optimizer.weightDecay != 0) {
    if (optimizer.kind == ADAM) {
      value -= optimizer.rate * optimizer.weightDecay * value;
    } else {
      g += optimizer.weightDecay * value;
    }
  }
  switch (optimizer.kind) {
    case SGD:
      value -= optimizer.rate * g;
      break;
    case MOMENTUM: {
      Vector velocity = optimizer.decay.x * load_part(p.slot0 + at, count) + optimizer.decay.y * g;
      store_part(velocity, p.slot0 + at, count);
      value -= optimizer.rate * velocity;
      break;
    }
    case ADAM: {
      Vector first = optimizer.decay.x * load_part(p.slot0 + at, count) + optimizer.decay.y * g;
      Vector second = optimizer.decay.z * load_part(p.slot1 + at, count) + optimizer.decay.w * g * g;
      store_part(first, p.slot0 + at, count);
      store_part(second, p.slot1 + at, count);
      value -= optimizer.rate * (first * optimizer.correction.x)
          / (sqrt(second * optimizer.correction.y) + optimizer.epsilon);
      break;
    }
  }
  store_part(value, p.values + at, count);
}
