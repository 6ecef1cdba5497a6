package dev.carryover.backend.vector;

import static dev.carryover.backend.vector.Tile.LANES;
import static dev.carryover.backend.vector.Tile.ORDER;
import static dev.carryover.backend.vector.Tile.SPECIES;

import dev.carryover.program.Optimizer;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * An optimizer's update of a stretch of weights w from its gradient g, as {@link Optimizer} states
 * it. Slots lie as the weights do; counts are multiples of the lanes.
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
   * Updates w and the slots from {@code index} to {@code index + count}.
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
      int count,
      float rate,
      float correction) {
    switch (optimizer) {
      case Optimizer.Sgd() -> sgd(g, w, index, count, rate);
      case Optimizer.Momentum momentum -> momentum(momentum, g, w, slots[0], index, count, rate);
      case Optimizer.Adam adam ->
          adam(adam, g, w, slots[0], slots[1], index, count, rate, correction);
    }
  }

  private static void sgd(MemorySegment g, MemorySegment w, long index, int count, float rate) {
    FloatVector step = FloatVector.broadcast(SPECIES, -rate);
    for (int j = 0; j < count; j += LANES) {
      FloatVector.fromMemorySegment(SPECIES, g, 4L * j, ORDER)
          .fma(step, FloatVector.fromMemorySegment(SPECIES, w, 4 * (index + j), ORDER))
          .intoMemorySegment(w, 4 * (index + j), ORDER);
    }
  }

  private static void momentum(
      Optimizer.Momentum optimizer,
      MemorySegment g,
      MemorySegment w,
      MemorySegment v,
      long index,
      int count,
      float rate) {
    FloatVector step = FloatVector.broadcast(SPECIES, -rate);
    FloatVector keep = FloatVector.broadcast(SPECIES, (float) optimizer.momentum());
    FloatVector share = FloatVector.broadcast(SPECIES, (float) (1 - optimizer.dampening()));
    for (int j = 0; j < count; j += LANES) {
      FloatVector velocity =
          FloatVector.fromMemorySegment(SPECIES, v, 4 * (index + j), ORDER)
              .fma(keep, FloatVector.fromMemorySegment(SPECIES, g, 4L * j, ORDER).mul(share));
      velocity.intoMemorySegment(v, 4 * (index + j), ORDER);
      velocity
          .fma(step, FloatVector.fromMemorySegment(SPECIES, w, 4 * (index + j), ORDER))
          .intoMemorySegment(w, 4 * (index + j), ORDER);
    }
  }

  private static void adam(
      Optimizer.Adam optimizer,
      MemorySegment g,
      MemorySegment w,
      MemorySegment m,
      MemorySegment v,
      long index,
      int count,
      float rate,
      float correction) {
    float keep1 = (float) optimizer.beta1();
    float keep2 = (float) optimizer.beta2();
    float share1 = (float) (1 - optimizer.beta1());
    float share2 = (float) (1 - optimizer.beta2());
    float epsilon = (float) optimizer.epsilon();
    for (int j = 0; j < count; j += LANES) {
      FloatVector gradient = FloatVector.fromMemorySegment(SPECIES, g, 4L * j, ORDER);
      FloatVector mean =
          FloatVector.fromMemorySegment(SPECIES, m, 4 * (index + j), ORDER)
              .mul(keep1)
              .add(gradient.mul(share1));
      FloatVector square =
          FloatVector.fromMemorySegment(SPECIES, v, 4 * (index + j), ORDER)
              .mul(keep2)
              .add(gradient.mul(gradient).mul(share2));
      mean.intoMemorySegment(m, 4 * (index + j), ORDER);
      square.intoMemorySegment(v, 4 * (index + j), ORDER);
      FloatVector root = square.mul(correction).sqrt().add(epsilon);
      FloatVector.fromMemorySegment(SPECIES, w, 4 * (index + j), ORDER)
          .sub(mean.mul(rate).div(root))
          .intoMemorySegment(w, 4 * (index + j), ORDER);
    }
  }
}
