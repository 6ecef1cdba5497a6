package dev.carryover.backend.tornado;

import dev.carryover.program.Threefry;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * Masking noise as {@code Corruption} defines it, for the kernel: Threefry-4x32-20 by hand, because
 * a kernel has no arrays of its own that another method may write.
 */
final class Noise {
  private static final int PARITY = Threefry.PARITY;

  /** Turned by it, unsigned numbers compare as signed ones do. */
  private static final int SIGN = Integer.MIN_VALUE;

  /** Examples that share a block of random words. */
  private static final int FOUR = Threefry.WORDS;

  private Noise() {}

  /**
   * Copies one tile of what enters the first layer that trains, and sets to 0 what is masked. Each
   * thread takes a feature of four neighbouring examples at a time.
   *
   * @param t the thread's number in its work-group
   * @param threads how many that has
   */
  static void corrupt(
      IntArray geometry,
      IntArray progress,
      IntArray order,
      FloatArray x,
      FloatArray a,
      int r,
      int step,
      int count,
      int tile,
      int t,
      int threads) {
    int replicas = geometry.get(Geometry.REPLICAS);
    int layer = geometry.get(Geometry.FIRST);
    int inputs = geometry.get(Geometry.layer(layer) + Geometry.INPUTS);
    int batch = geometry.get(Geometry.BATCH);
    int row = Tile.firstRow(tile, inputs);
    int column = Tile.firstColumn(tile, inputs);
    // With a 64-bit step count and an unsigned shift, TornadoVM 5.2 compiled other masks than Java.
    int before = progress.get(Progress.before(replicas, r));
    int number = before + step;
    int numberHigh = progress.get(Progress.beforeHigh(replicas, r));
    if ((number ^ SIGN) < (before ^ SIGN)) {
      numberHigh = numberHigh + 1;
    }
    int noise = Geometry.noise(geometry.get(Geometry.LAYERS), geometry.get(Geometry.PHASES), r);
    int low = geometry.get(noise);
    int high = geometry.get(noise + 1);
    int threshold = geometry.get(noise + 2) ^ SIGN;
    int parity = PARITY ^ low ^ high;
    for (int e = t; e < Tile.SIZE * Tile.SIZE / FOUR; e += threads) {
      int first = row + e / Tile.SIZE * FOUR;
      int feature = column + e % Tile.SIZE;
      if (first < count && feature < Rows.stride(inputs)) {
        int x0 = feature + low;
        int x1 = first / FOUR + high;
        int x2 = number;
        int x3 = numberHigh;
        for (int i = 0; i < 5; i++) {
          boolean even = i % 2 == 0;
          x0 += x1;
          x1 = rotated(x1, even ? 10 : 6) ^ x0;
          x2 += x3;
          x3 = rotated(x3, even ? 26 : 20) ^ x2;
          x0 += x3;
          x3 = rotated(x3, even ? 11 : 17) ^ x0;
          x2 += x1;
          x1 = rotated(x1, even ? 21 : 11) ^ x2;
          x0 += x1;
          x1 = rotated(x1, even ? 13 : 25) ^ x0;
          x2 += x3;
          x3 = rotated(x3, even ? 27 : 10) ^ x2;
          x0 += x3;
          x3 = rotated(x3, even ? 23 : 18) ^ x0;
          x2 += x1;
          x1 = rotated(x1, even ? 5 : 20) ^ x2;
          // The five words of the key in turn, from the next one on.
          x0 += key(i + 1, low, high, parity);
          x1 += key(i + 2, low, high, parity);
          x2 += key(i + 3, low, high, parity);
          x3 += key(i + 4, low, high, parity) + i + 1;
        }
        for (int b = 0; b < FOUR; b++) {
          int place = first + b;
          if (place < count) {
            int word = b == 0 ? x0 : b == 1 ? x1 : b == 2 ? x2 : x3;
            float value = 0;
            if (feature < inputs && (word ^ SIGN) >= threshold) {
              value = clean(geometry, order, x, a, layer, r, step, place, feature);
            }
            a.set(
                geometry.get(Geometry.CORRUPTED)
                    + (r * batch + place) * Rows.stride(inputs)
                    + feature,
                value);
          }
        }
      }
    }
  }

  private static float clean(
      IntArray geometry,
      IntArray order,
      FloatArray x,
      FloatArray a,
      int layer,
      int r,
      int step,
      int place,
      int feature) {
    int batch = geometry.get(Geometry.BATCH);
    int inputs = geometry.get(Geometry.layer(layer) + Geometry.INPUTS);
    float value;
    if (layer == 0) {
      int example = order.get(r * geometry.get(Geometry.POSITIONS) + step * batch + place);
      value = x.get(example * Rows.stride(inputs) + feature);
    } else {
      int below = Geometry.layer(layer - 1);
      value =
          a.get(
              geometry.get(below + Geometry.ACTIVATIONS)
                  + (r * batch + place) * Rows.stride(inputs)
                  + feature);
    }
    return value;
  }

  private static int rotated(int word, int by) {
    return (word << by) | ((word >> (32 - by)) & ((1 << by) - 1));
  }

  /** A word of the key: the seed's halves, 0, 0, and the parity of them all. */
  private static int key(int number, int low, int high, int parity) {
    int index = number % 5;
    return index == 0 ? low : index == 1 ? high : index == 4 ? parity : 0;
  }
}
