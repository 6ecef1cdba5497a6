package dev.carryover.backend.conformance;

/**
 * How far a backend may be from the reference, as relative L2 distances.
 *
 * @param step of a tensor's change in one step, and of predictions
 * @param epoch of a tensor's change in a whole epoch
 * @param curve of each epoch's loss, over many epochs
 */
public record Tolerances(double step, double epoch, double curve) {

  /** For float32 on the CPU. */
  public static final Tolerances CPU = new Tolerances(1e-5, 1e-3, 1e-2);

  /** For float32 on devices, whose products sum in other orders. */
  public static final Tolerances DEVICE = new Tolerances(1e-4, 1e-3, 1e-2);
}
