// What an optimizer makes of a gradient. Numbered as in OptimizerConstants.java.
#define SGD 0
#define MOMENTUM 1
#define ADAM 2

// decay is (mu, 1 - d) or (beta1, 1 - beta1, beta2, 1 - beta2); correction is Adam's 1 / (1 - beta1^t) and
// 1 / (1 - beta2^t) for this step.
typedef struct {
  int kind;
  float rate;
  float4 decay;
  float epsilon;
  float2 correction;
} Optimizer;

// One replica's parameters and their slots, from a tensor's start on. Slots that the optimizer lacks are never touched.
typedef struct {
  global float *values;
  global float *slot0;
  global float *slot1;
} Parameters;

// Changes count parameters from an index on by their gradient g. Always inlined, because a call for every vector would
// cost more than its work.
static inline __attribute__((always_inline)) void update(
    Optimizer optimizer, Parameters p, long at, int count, Vector g) {
  Vector value = load_part(p.values + at, count);
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
