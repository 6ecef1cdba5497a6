package dev.carryover.backend.vector;

import static dev.carryover.backend.vector.Tile.LANES;
import static dev.carryover.backend.vector.Tile.ORDER;
import static dev.carryover.backend.vector.Tile.SPECIES;
import static dev.carryover.backend.vector.Tile.VECTOR_BYTES;

import dev.carryover.program.Optimizer;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * An optimizer's update of some weights w that follow one another, from their gradient g, as {@link
 * Optimizer} states it. Slots lie as the weights do.
 */
final class Update {
  /** How many weights are updated at most. */
  static final int MOST = Forward.GROUP * Tile.VALUES;

  private final Optimizer optimizer;

  Update(Optimizer optimizer) {
    this.optimizer = optimizer;
  }

  /**
   * The factor of a whole step: η, for Adam η / (1 − β₁ᵗ).
   *
   * @param step t, 1 the first
   */
  float rate(double learningRate, long step) {
    return optimizer instanceof Optimizer.Adam adam
        ? (float) (learningRate / (1 - StrictMath.pow(adam.beta1(), (double) step)))
        : (float) learningRate;
  }

  /** For Adam 1 / (1 − β₂ᵗ), otherwise of no use. */
  float correction(long step) {
    return optimizer instanceof Optimizer.Adam adam
        ? (float) (1 / (1 - StrictMath.pow(adam.beta2(), (double) step)))
        : 1;
  }

  /** Whether steps without a gradient can be made together: see {@link #idle}. */
  boolean mayIdle() {
    return !(optimizer instanceof Optimizer.Adam);
  }

  /**
   * Makes so many steps without a gradient, the bits the same as one by one.
   *
   * @param values how many weights, a multiple of a panel, at most {@link #MOST}
   */
  void idle(int steps, int values, MemorySegment w, MemorySegment[] slots, long index, float rate) {
    if (optimizer instanceof Optimizer.Momentum momentum) {
      idle(momentum, steps, values, w, slots[0], index, rate);
    }
  }

  /**
   * Updates w and the slots from {@code index} on.
   *
   * @param values how many weights, a multiple of a panel, at most {@link #MOST}
   * @param g read from 0
   * @param slots as many as the optimizer carries
   * @param rate as {@link #rate} gave it
   * @param correction as {@link #correction} gave it
   */
  void apply(
      int values,
      MemorySegment g,
      MemorySegment w,
      MemorySegment[] slots,
      long index,
      float rate,
      float correction) {
    switch (optimizer) {
      case Optimizer.Sgd() -> sgd(values, g, w, index, rate);
      case Optimizer.Momentum momentum -> momentum(momentum, values, g, w, slots[0], index, rate);
      case Optimizer.Adam adam ->
          adam(adam, values, g, w, slots[0], slots[1], index, rate, correction);
    }
  }

  private static void sgd(int values, MemorySegment g, MemorySegment w, long index, float rate) {
    MemorySegment weights = w.asSlice(4 * index, 4L * MOST);
    FloatVector step = FloatVector.broadcast(SPECIES, -rate);
    for (int j = 0; j < values; j += LANES) {
      FloatVector.fromMemorySegment(SPECIES, g, 4L * j, ORDER)
          .fma(step, FloatVector.fromMemorySegment(SPECIES, weights, 4L * j, ORDER))
          .intoMemorySegment(weights, 4L * j, ORDER);
    }
  }

  private static void momentum(
      Optimizer.Momentum optimizer,
      int values,
      MemorySegment g,
      MemorySegment w,
      MemorySegment v,
      long index,
      float rate) {
    MemorySegment weights = w.asSlice(4 * index, 4L * MOST);
    MemorySegment velocities = v.asSlice(4 * index, 4L * MOST);
    FloatVector step = FloatVector.broadcast(SPECIES, -rate);
    FloatVector keep = FloatVector.broadcast(SPECIES, (float) optimizer.momentum());
    FloatVector share = FloatVector.broadcast(SPECIES, (float) (1 - optimizer.dampening()));
    for (int j = 0; j < values; j += LANES) {
      FloatVector velocity =
          FloatVector.fromMemorySegment(SPECIES, velocities, 4L * j, ORDER)
              .fma(keep, FloatVector.fromMemorySegment(SPECIES, g, 4L * j, ORDER).mul(share));
      velocity.intoMemorySegment(velocities, 4L * j, ORDER);
      velocity
          .fma(step, FloatVector.fromMemorySegment(SPECIES, weights, 4L * j, ORDER))
          .intoMemorySegment(weights, 4L * j, ORDER);
    }
  }

  /** Momentum's steps: what is added to its velocity is a gradient of 0. */
  private static void idle(
      Optimizer.Momentum optimizer,
      int steps,
      int values,
      MemorySegment w,
      MemorySegment v,
      long index,
      float rate) {
    MemorySegment weights = w.asSlice(4 * index, 4L * MOST);
    MemorySegment velocities = v.asSlice(4 * index, 4L * MOST);
    FloatVector step = FloatVector.broadcast(SPECIES, -rate);
    FloatVector keep = FloatVector.broadcast(SPECIES, (float) optimizer.momentum());
    FloatVector zero = FloatVector.zero(SPECIES);
    for (int j = 0; j < values; j += 2 * LANES) {
      FloatVector v0 = FloatVector.fromMemorySegment(SPECIES, velocities, 4L * j, ORDER);
      FloatVector v1 =
          FloatVector.fromMemorySegment(SPECIES, velocities, 4L * j + VECTOR_BYTES, ORDER);
      FloatVector w0 = FloatVector.fromMemorySegment(SPECIES, weights, 4L * j, ORDER);
      FloatVector w1 =
          FloatVector.fromMemorySegment(SPECIES, weights, 4L * j + VECTOR_BYTES, ORDER);
      for (int s = 0; s < steps; s++) {
        v0 = v0.fma(keep, zero);
        v1 = v1.fma(keep, zero);
        w0 = v0.fma(step, w0);
        w1 = v1.fma(step, w1);
      }
      v0.intoMemorySegment(velocities, 4L * j, ORDER);
      v1.intoMemorySegment(velocities, 4L * j + VECTOR_BYTES, ORDER);
      w0.intoMemorySegment(weights, 4L * j, ORDER);
      w1.intoMemorySegment(weights, 4L * j + VECTOR_BYTES, ORDER);
    }
  }

  private static void adam(
      Optimizer.Adam optimizer,
      int values,
      MemorySegment g,
      MemorySegment w,
      MemorySegment m,
      MemorySegment v,
      long index,
      float rate,
      float correction) {
    MemorySegment weights = w.asSlice(4 * index, 4L * MOST);
    MemorySegment means = m.asSlice(4 * index, 4L * MOST);
    MemorySegment squares = v.asSlice(4 * index, 4L * MOST);
    float keep1 = (float) optimizer.beta1();
    float keep2 = (float) optimizer.beta2();
    float share1 = (float) (1 - optimizer.beta1());
    float share2 = (float) (1 - optimizer.beta2());
    float epsilon = (float) optimizer.epsilon();
    for (int j = 0; j < values; j += LANES) {
      FloatVector gradient = FloatVector.fromMemorySegment(SPECIES, g, 4L * j, ORDER);
      FloatVector mean =
          FloatVector.fromMemorySegment(SPECIES, means, 4L * j, ORDER)
              .mul(keep1)
              .add(gradient.mul(share1));
      FloatVector square =
          FloatVector.fromMemorySegment(SPECIES, squares, 4L * j, ORDER)
              .mul(keep2)
              .add(gradient.mul(gradient).mul(share2));
      mean.intoMemorySegment(means, 4L * j, ORDER);
      square.intoMemorySegment(squares, 4L * j, ORDER);
      FloatVector root = square.mul(correction).sqrt().add(epsilon);
      FloatVector.fromMemorySegment(SPECIES, weights, 4L * j, ORDER)
          .sub(mean.mul(rate).div(root))
          .intoMemorySegment(weights, 4L * j, ORDER);
    }
  }
}
