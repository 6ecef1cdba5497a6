package dev.carryover.backend.tornado;

import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/**
 * Proof that uploads arrived. TornadoVM transfers an array only for a task that uses it, and a
 * driver that fails to transfer one only prints: so each upload ends with a task that copies the
 * first value of every array, and the host compares.
 */
final class Receipt {
  private final FloatArray copies;
  private final TornadoNativeArray[] arrays;

  /** A receipt for these arrays, in the order of the kernel's parameters. */
  Receipt(TornadoNativeArray... arrays) {
    this.arrays = arrays;
    this.copies = new FloatArray(arrays.length);
    copies.init(Float.NEGATIVE_INFINITY);
  }

  /** What the kernel writes, {@code [arrays]}. */
  FloatArray copies() {
    return copies;
  }

  /** Whether what came back is what was sent; after that, what came back is forgotten. */
  boolean confirms() {
    boolean same = true;
    for (int i = 0; i < arrays.length; i++) {
      float sent =
          switch (arrays[i]) {
            case FloatArray floats -> floats.get(0);
            case IntArray integers -> (float) integers.get(0);
            default -> throw new IllegalArgumentException("no receipt for " + arrays[i]);
          };
      same &= Float.floatToIntBits(sent) == Float.floatToIntBits(copies.get(i));
    }
    copies.init(Float.NEGATIVE_INFINITY);
    return same;
  }

  /** For what stays on the device while training goes on; a, d and losses are only made there. */
  static void signLoaded(
      KernelContext c,
      IntArray geometry,
      IntArray labels,
      FloatArray w,
      FloatArray slots,
      FloatArray a,
      FloatArray d,
      FloatArray losses,
      FloatArray copies) {
    if (c.globalIdx == 0) {
      copies.set(0, geometry.get(0));
      copies.set(1, labels.get(0));
      copies.set(2, w.get(0));
      copies.set(3, slots.get(0));
      a.set(0, 0);
      d.set(0, 0);
      losses.set(0, 0);
    }
  }

  /** For the examples. */
  static void signExamples(KernelContext c, FloatArray x, FloatArray copies) {
    if (c.globalIdx == 0) {
      copies.set(0, x.get(0));
    }
  }

  /** For what every epoch brings. */
  static void signEpoch(
      KernelContext c,
      IntArray progress,
      IntArray order,
      FloatArray coefficients,
      FloatArray copies) {
    if (c.globalIdx == 0) {
      copies.set(0, progress.get(0));
      copies.set(1, order.get(0));
      copies.set(2, coefficients.get(0));
    }
  }
}
