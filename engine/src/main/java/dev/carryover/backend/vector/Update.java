package dev.carryover.backend.vector;

import static dev.carryover.backend.vector.Tile.LANES;
import static dev.carryover.backend.vector.Tile.SPECIES;
import static dev.carryover.backend.vector.Tile.load;
import static dev.carryover.backend.vector.Tile.store;

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
      store(load(g, j).fma(step, load(w, index + j)), w, index + j);
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
      FloatVector velocity = load(v, index + j).fma(keep, load(g, j).mul(share));
      store(velocity, v, index + j);
      store(velocity.fma(step, load(w, index + j)), w, index + j);
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
      FloatVector gradient = load(g, j);
      FloatVector mean = load(m, index + j).mul(keep1).add(gradient.mul(share1));
      FloatVector square = load(v, index + j).mul(keep2).add(gradient.mul(gradient).mul(share2));
      store(mean, m, index + j);
      store(square, v, index + j);
      FloatVector root = square.mul(correction).sqrt().add(epsilon);
      store(load(w, index + j).sub(mean.mul(rate).div(root)), w, index + j);
    }
  }
}
