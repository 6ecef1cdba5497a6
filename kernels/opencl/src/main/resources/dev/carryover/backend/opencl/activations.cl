// Activations f and their derivatives, lane by lane. Numbered as in KernelNumbers.java.
#define IDENTITY 0
#define RELU 1
#define SIGMOID 2
#define TANH 3

static inline Vector sigmoid(Vector z) {
  return 1 / (1 + exp(-z));
}

// a = f(z). NaN compares false, so it passes through ReLU as it must; fmax would hide it.
static inline Vector activate(int f, Vector z) {
  switch (f) {
    case RELU:
      return select(z, (Vector)(0), z <= 0);
    case SIGMOID:
      return sigmoid(z);
    case TANH:
      return tanh(z);
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
