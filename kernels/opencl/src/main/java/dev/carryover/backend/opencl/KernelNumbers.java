package dev.carryover.backend.opencl;

import dev.carryover.network.Activation;
import dev.carryover.program.Loss;

/** The numbers by which kernels know activations and losses: see activations.cl and output.cl. */
final class KernelNumbers {
  private KernelNumbers() {}

  /** Softmax has none: it is a kernel of its own, behind a product with the identity. */
  static int of(Activation activation) {
    return switch (activation) {
      case IDENTITY, SOFTMAX -> 0;
      case RELU -> 1;
      case SIGMOID -> 2;
      case TANH -> 3;
    };
  }

  static int of(Loss loss) {
    return switch (loss) {
      case SQUARED_ERROR -> 0;
      case BINARY_CROSS_ENTROPY -> 1;
      case SOFTMAX_CROSS_ENTROPY -> 2;
    };
  }
}
