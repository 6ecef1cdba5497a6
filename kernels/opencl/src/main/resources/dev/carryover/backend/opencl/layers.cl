// The layers that training runs through, from the first trained one on, and where each finds what it works on.

// One row of their table: see LayerTable.java.
typedef struct {
  int I;
  int O;
  int f;
  int trains;
  int weights;
  int bias;
  int activations;
  int tied;
  int decoder;
} Layer;

#define LAYER_INTS 9

static inline Layer layer_of(const constant int *layers, int l) {
  const constant int *t = layers + l * LAYER_INTS;
  Layer layer = {t[0], t[1], t[2], t[3], t[4], t[5], t[6], t[7], t[8]};
  return layer;
}

// What a layer reads: the examples of its batch, or the activations below it.
static inline Matrix inputs_of(const constant int *layers, int l, Matrix examples, int B, const global float *a) {
  if (l == 0) {
    return examples;
  }
  Layer below = layer_of(layers, l - 1);
  Matrix inputs = {a + (long)B * below.activations, 0, below.O};
  return inputs;
}

// The second use of a layer's weights: what enters the layer that is tied to it, [B][O], and that layer's dz, [B][I].
// Nothing where no layer is.
typedef struct {
  const global float *x;
  const global float *dz;
} Decoder;

static inline Decoder decoder_of(
    const constant int *layers, int decoder, int B, const global float *a, const global float *dz) {
  Decoder none = {0, 0};
  if (decoder < 0) {
    return none;
  }
  Decoder use = {
      a + (long)B * layer_of(layers, decoder - 1).activations, dz + (long)B * layer_of(layers, decoder).activations};
  return use;
}
