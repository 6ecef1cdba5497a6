package dev.carryover.backend.vector;

import static dev.carryover.backend.vector.Tile.BYTES;
import static dev.carryover.backend.vector.Tile.LANES;
import static dev.carryover.backend.vector.Tile.ORDER;
import static dev.carryover.backend.vector.Tile.SPECIES;
import static dev.carryover.backend.vector.Tile.VALUES;

import dev.carryover.network.Activation;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * What stands behind a product: an activation of its result, or the derivative of one below it. At
 * most a tile's values at a time, and always multiples of the lanes.
 */
final class Activations {
  private Activations() {}

  /**
   * a = f(z), element by element; softmax, which is not, is {@link Softmax}'s.
   *
   * @param a another array than z
   * @param count how many
   */
  static void apply(
      Activation f, MemorySegment z, long zIndex, MemorySegment a, long aIndex, int count) {
    switch (f) {
      case IDENTITY, SOFTMAX -> MemorySegment.copy(z, 4 * zIndex, a, 4 * aIndex, 4L * count);
      case RELU -> relu(z, zIndex, a, aIndex, count);
      case SIGMOID -> sigmoid(z, zIndex, a, aIndex, count);
      case TANH -> tanh(z, zIndex, a, aIndex, count);
    }
  }

  /**
   * dz = da · f'(z), in place, with the derivative taken from a = f(z).
   *
   * @param d holds da, then dz
   * @param count how many
   */
  static void backward(
      Activation f, MemorySegment a, long aIndex, MemorySegment d, long dIndex, int count) {
    switch (f) {
      case IDENTITY, SOFTMAX -> {}
      case RELU -> reluBackward(a, aIndex, d, dIndex, count);
      case SIGMOID -> sigmoidBackward(a, aIndex, d, dIndex, count);
      case TANH -> tanhBackward(a, aIndex, d, dIndex, count);
    }
  }

  private static void relu(MemorySegment z, long zIndex, MemorySegment a, long aIndex, int count) {
    MemorySegment from = z.asSlice(4 * zIndex, BYTES);
    MemorySegment to = a.asSlice(4 * aIndex, BYTES);
    int end = Math.min(count, VALUES);
    for (int j = 0; j < end; j += LANES) {
      FloatVector.fromMemorySegment(SPECIES, from, 4L * j, ORDER)
          .max(0)
          .intoMemorySegment(to, 4L * j, ORDER);
    }
  }

  private static void sigmoid(
      MemorySegment z, long zIndex, MemorySegment a, long aIndex, int count) {
    Exponentials.decay(z, zIndex, a, aIndex, count);
    sigmoid(z, zIndex, a, aIndex, a, aIndex, count);
  }

  /**
   * The sigmoid where e^−|z| is known: 1 / (1 + e^−|z|), times e^−|z| where z is negative, so that
   * nothing overflows on either side.
   *
   * @param decay e^−|z|; may be a
   */
  static void sigmoid(
      MemorySegment z,
      long zIndex,
      MemorySegment decay,
      long decayIndex,
      MemorySegment a,
      long aIndex,
      int count) {
    MemorySegment from = z.asSlice(4 * zIndex, BYTES);
    MemorySegment decays = decay.asSlice(4 * decayIndex, BYTES);
    MemorySegment to = a.asSlice(4 * aIndex, BYTES);
    int end = Math.min(count, VALUES);
    for (int j = 0; j < end; j += LANES) {
      FloatVector e = FloatVector.fromMemorySegment(SPECIES, decays, 4L * j, ORDER);
      VectorMask<Float> negative =
          FloatVector.fromMemorySegment(SPECIES, from, 4L * j, ORDER)
              .compare(VectorOperators.LT, 0);
      FloatVector numerator = FloatVector.broadcast(SPECIES, 1).blend(e, negative);
      numerator.div(e.add(1)).intoMemorySegment(to, 4L * j, ORDER);
    }
  }

  /** −m / (2 + m) with m = e^(−2|z|) − 1, and the sign of z. */
  private static void tanh(MemorySegment z, long zIndex, MemorySegment a, long aIndex, int count) {
    Exponentials.decayMinusOne(z, zIndex, a, aIndex, count);
    MemorySegment from = z.asSlice(4 * zIndex, BYTES);
    MemorySegment to = a.asSlice(4 * aIndex, BYTES);
    int end = Math.min(count, VALUES);
    for (int j = 0; j < end; j += LANES) {
      FloatVector m = FloatVector.fromMemorySegment(SPECIES, to, 4L * j, ORDER);
      FloatVector magnitude = m.neg().div(m.add(2));
      VectorMask<Float> negative =
          FloatVector.fromMemorySegment(SPECIES, from, 4L * j, ORDER)
              .compare(VectorOperators.LT, 0);
      magnitude.blend(magnitude.neg(), negative).intoMemorySegment(to, 4L * j, ORDER);
    }
  }

  /** f' = 1 where a > 0, else 0. */
  private static void reluBackward(
      MemorySegment a, long aIndex, MemorySegment d, long dIndex, int count) {
    MemorySegment activations = a.asSlice(4 * aIndex, BYTES);
    MemorySegment gradient = d.asSlice(4 * dIndex, BYTES);
    int end = Math.min(count, VALUES);
    for (int j = 0; j < end; j += LANES) {
      VectorMask<Float> off =
          FloatVector.fromMemorySegment(SPECIES, activations, 4L * j, ORDER)
              .compare(VectorOperators.LE, 0);
      FloatVector.fromMemorySegment(SPECIES, gradient, 4L * j, ORDER)
          .blend(0, off)
          .intoMemorySegment(gradient, 4L * j, ORDER);
    }
  }

  /** f' = a (1 − a). */
  private static void sigmoidBackward(
      MemorySegment a, long aIndex, MemorySegment d, long dIndex, int count) {
    MemorySegment activations = a.asSlice(4 * aIndex, BYTES);
    MemorySegment gradient = d.asSlice(4 * dIndex, BYTES);
    int end = Math.min(count, VALUES);
    for (int j = 0; j < end; j += LANES) {
      FloatVector value = FloatVector.fromMemorySegment(SPECIES, activations, 4L * j, ORDER);
      FloatVector slope = value.mul(FloatVector.broadcast(SPECIES, 1).sub(value));
      FloatVector.fromMemorySegment(SPECIES, gradient, 4L * j, ORDER)
          .mul(slope)
          .intoMemorySegment(gradient, 4L * j, ORDER);
    }
  }

  /** f' = 1 − a². */
  private static void tanhBackward(
      MemorySegment a, long aIndex, MemorySegment d, long dIndex, int count) {
    MemorySegment activations = a.asSlice(4 * aIndex, BYTES);
    MemorySegment gradient = d.asSlice(4 * dIndex, BYTES);
    int end = Math.min(count, VALUES);
    for (int j = 0; j < end; j += LANES) {
      FloatVector value = FloatVector.fromMemorySegment(SPECIES, activations, 4L * j, ORDER);
      FloatVector slope = value.neg().fma(value, FloatVector.broadcast(SPECIES, 1));
      FloatVector.fromMemorySegment(SPECIES, gradient, 4L * j, ORDER)
          .mul(slope)
          .intoMemorySegment(gradient, 4L * j, ORDER);
    }
  }
}
