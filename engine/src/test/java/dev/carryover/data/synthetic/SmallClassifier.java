package dev.carryover.data.synthetic;

import dev.carryover.data.Examples;
import dev.carryover.data.LabeledExamples;
import java.util.SplittableRandom;

/**
 * A plain 784-200-10 classifier, ReLU and softmax, for asking how hard some data is: stochastic
 * gradient descent on the cross-entropy, batch 32. It passes over the pixels that are black, four
 * of five, which makes it quick enough for a test.
 */
final class SmallClassifier {
  private static final int HIDDEN = 200;
  private static final int BATCH = 32;

  private final int inputs;
  private final int classes;
  private final float[][] w1; // [I][H]
  private final float[] b1 = new float[HIDDEN];
  private final float[][] w2; // [H][O]
  private final float[] b2;

  /** A fresh network for some data: weights N(0, 2/I) and N(0, 1/I), biases 0. */
  SmallClassifier(LabeledExamples data, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    inputs = data.images().features();
    classes = data.classes();
    w1 = new float[inputs][HIDDEN];
    w2 = new float[HIDDEN][classes];
    b2 = new float[classes];
    fill(w1, Math.sqrt(2.0 / inputs), random);
    fill(w2, Math.sqrt(1.0 / HIDDEN), random);
  }

  private static void fill(float[][] weights, double deviation, SplittableRandom random) {
    for (float[] row : weights) {
      for (int i = 0; i < row.length; i++) {
        row[i] = (float) (deviation * random.nextGaussian());
      }
    }
  }

  /** Trains for some epochs, each in a fresh order. */
  void train(LabeledExamples data, int epochs, float rate, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] images = rows(data.images());
    int[] order = new int[data.count()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    for (int epoch = 0; epoch < epochs; epoch++) {
      shuffle(order, random);
      for (int from = 0; from < order.length; from += BATCH) {
        step(data, images, order, from, Math.min(from + BATCH, order.length), rate);
      }
    }
  }

  private void step(
      LabeledExamples data, float[][] images, int[] order, int from, int to, float rate) {
    int n = to - from;
    float[][] hidden = new float[n][];
    float[][] outputDelta = new float[n][];
    float[][] hiddenDelta = new float[n][HIDDEN];
    for (int k = 0; k < n; k++) {
      hidden[k] = hidden(images[order[from + k]]);
      outputDelta[k] = softmax(output(hidden[k]));
      outputDelta[k][data.label(order[from + k])] -= 1;
      for (int h = 0; h < HIDDEN; h++) {
        if (hidden[k][h] > 0) {
          hiddenDelta[k][h] = dot(w2[h], outputDelta[k]);
        }
      }
    }
    float scale = -rate / n;
    for (int k = 0; k < n; k++) {
      update(w1, b1, images[order[from + k]], hiddenDelta[k], scale);
      update(w2, b2, hidden[k], outputDelta[k], scale);
    }
  }

  private static void update(float[][] w, float[] b, float[] x, float[] delta, float scale) {
    for (int i = 0; i < x.length; i++) {
      if (x[i] != 0) {
        add(w[i], scale * x[i], delta);
      }
    }
    add(b, scale, delta);
  }

  /** The fraction of examples whose largest output is not their label's. */
  double error(LabeledExamples data) {
    int wrong = 0;
    for (int i = 0; i < data.count(); i++) {
      float[] output = output(hidden(data.images().row(i)));
      int best = 0;
      for (int c = 1; c < classes; c++) {
        best = output[c] > output[best] ? c : best;
      }
      wrong += best == data.label(i) ? 0 : 1;
    }
    return (double) wrong / data.count();
  }

  private float[] hidden(float[] image) {
    float[] a = affine(image, w1, b1);
    for (int h = 0; h < HIDDEN; h++) {
      a[h] = Math.max(0, a[h]);
    }
    return a;
  }

  private float[] output(float[] hidden) {
    return affine(hidden, w2, b2);
  }

  private static float[] affine(float[] x, float[][] w, float[] b) {
    float[] z = b.clone();
    for (int i = 0; i < x.length; i++) {
      if (x[i] != 0) {
        add(z, x[i], w[i]);
      }
    }
    return z;
  }

  private static float[] softmax(float[] z) {
    float most = z[0];
    for (float value : z) {
      most = Math.max(most, value);
    }
    float[] a = new float[z.length];
    float sum = 0;
    for (int i = 0; i < z.length; i++) {
      a[i] = (float) StrictMath.exp(z[i] - most);
      sum += a[i];
    }
    for (int i = 0; i < a.length; i++) {
      a[i] /= sum;
    }
    return a;
  }

  private static void add(float[] to, float factor, float[] values) {
    for (int i = 0; i < to.length; i++) {
      to[i] += factor * values[i];
    }
  }

  private static float dot(float[] a, float[] b) {
    float sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static float[][] rows(Examples examples) {
    float[][] rows = new float[examples.count()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = examples.row(i);
    }
    return rows;
  }

  private static void shuffle(int[] order, SplittableRandom random) {
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
  }
}
