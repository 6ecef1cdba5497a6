// Activations f and their derivatives, lane by lane. Numbered as in KernelNumbers.java.
#define IDENTITY 0
#define RELU 1
#define SIGMOID 2
#define TANH 3

static inline Vector sigmoid(Vector z) {
  return 1 / (1 + exp(-z));
}

// The nearest float to tanh(z) is 1 from |z| = 9.0109 on. Drivers may be off by five units in the last place, and PoCL's
// never reaches 1: its derivative would then never be 0.
#define TANH_IS_ONE 9.02f

static inline Vector saturating_tanh(Vector z) {
  return select(tanh(z), copysign((Vector)(1), z), fabs(z) > TANH_IS_ONE);
}

// a = f(z). NaN compares false, so it passes through ReLU as it must; fmax would hide it.
static inline Vector activate(int f, Vector z) {
  switch (f) {
    case RELU:
      return select(z, (Vector)(0), z <= 0);
    case SIGMOID:
      return sigmoid(z);
    case TANH:
      return saturating_tanh(z);
    default:
      return z;
  }
}

// f'(z), from a = f(z).
static inline Vector derivative(int f, Vector a) {
  switch (f) {
    case RELU:
      return select((Vector)(0), (Vector)(1), a > 0);
    case SIGMOID:
      return a * (1 - a);
    case TANH:
      return 1 - a * a;
    default:
      return (Vector)(1);
  }
}
