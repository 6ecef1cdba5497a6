package dev.carryover.backend.vector;

import static dev.carryover.backend.vector.Tile.BYTES;
import static dev.carryover.backend.vector.Tile.LANES;
import static dev.carryover.backend.vector.Tile.ORDER;
import static dev.carryover.backend.vector.Tile.SPECIES;
import static dev.carryover.backend.vector.Tile.VALUES;

import dev.carryover.program.Optimizer;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * An optimizer's update of one tile and panel of weights w from their gradient g, as {@link
 * Optimizer} states it. Slots lie as the weights do.
 */
final class Update {
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

  /**
   * Updates w and the slots from {@code index} on.
   *
   * @param g read from 0
   * @param slots as many as the optimizer carries
   * @param rate as {@link #rate} gave it
   * @param correction as {@link #correction} gave it
   */
  void apply(
      MemorySegment g,
      MemorySegment w,
      MemorySegment[] slots,
      long index,
      float rate,
      float correction) {
    switch (optimizer) {
      case Optimizer.Sgd() -> sgd(g, w, index, rate);
      case Optimizer.Momentum momentum -> momentum(momentum, g, w, slots[0], index, rate);
      case Optimizer.Adam adam -> adam(adam, g, w, slots[0], slots[1], index, rate, correction);
    }
  }

  private static void sgd(MemorySegment g, MemorySegment w, long index, float rate) {
    MemorySegment weights = w.asSlice(4 * index, BYTES);
    FloatVector step = FloatVector.broadcast(SPECIES, -rate);
    for (int j = 0; j < VALUES; j += LANES) {
      FloatVector.fromMemorySegment(SPECIES, g, 4L * j, ORDER)
          .fma(step, FloatVector.fromMemorySegment(SPECIES, weights, 4L * j, ORDER))
          .intoMemorySegment(weights, 4L * j, ORDER);
    }
  }

  private static void momentum(
      Optimizer.Momentum optimizer,
      MemorySegment g,
      MemorySegment w,
      MemorySegment v,
      long index,
      float rate) {
    MemorySegment weights = w.asSlice(4 * index, BYTES);
    MemorySegment velocities = v.asSlice(4 * index, BYTES);
    FloatVector step = FloatVector.broadcast(SPECIES, -rate);
    FloatVector keep = FloatVector.broadcast(SPECIES, (float) optimizer.momentum());
    FloatVector share = FloatVector.broadcast(SPECIES, (float) (1 - optimizer.dampening()));
    for (int j = 0; j < VALUES; j += LANES) {
      FloatVector velocity =
          FloatVector.fromMemorySegment(SPECIES, velocities, 4L * j, ORDER)
              .fma(keep, FloatVector.fromMemorySegment(SPECIES, g, 4L * j, ORDER).mul(share));
      velocity.intoMemorySegment(velocities, 4L * j, ORDER);
      velocity
          .fma(step, FloatVector.fromMemorySegment(SPECIES, weights, 4L * j, ORDER))
          .intoMemorySegment(weights, 4L * j, ORDER);
    }
  }

  private static void adam(
      Optimizer.Adam optimizer,
      MemorySegment g,
      MemorySegment w,
      MemorySegment m,
      MemorySegment v,
      long index,
      float rate,
      float correction) {
    MemorySegment weights = w.asSlice(4 * index, BYTES);
    MemorySegment means = m.asSlice(4 * index, BYTES);
    MemorySegment squares = v.asSlice(4 * index, BYTES);
    float keep1 = (float) optimizer.beta1();
    float keep2 = (float) optimizer.beta2();
    float share1 = (float) (1 - optimizer.beta1());
    float share2 = (float) (1 - optimizer.beta2());
    float epsilon = (float) optimizer.epsilon();
    for (int j = 0; j < VALUES; j += LANES) {
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
