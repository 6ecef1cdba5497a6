package dev.carryover.backend.opencl;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The three products equal plain loops at awkward sizes, and touch nothing around their arrays. */
class ProductKernelsTest {
  private static final int TANH = 3;

  static Stream<KernelCase> cases() {
    return KernelCase.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void forwardGathersMultipliesAndActivates(KernelCase c) {
    int size = c.inputs() * c.outputs() + c.outputs();
    float[] x = c.random("x", c.visits() * c.inputs());
    float[] parameters = c.random("parameters", size);
    int[] order = c.order();
    float[] expected = c.poisoned(c.batch() * c.outputs());
    for (int r = 0; r < c.replicas(); r++) {
      long w = c.at(r, size);
      for (int b = 0; b < c.count(); b++) {
        int row = order[r * c.visits() + KernelCase.STEP * c.batch() + b];
        for (int o = 0; o < c.outputs(); o++) {
          double z = parameters[(int) w + c.inputs() * c.outputs() + o];
          for (int i = 0; i < c.inputs(); i++) {
            z +=
                x[(int) c.at(r, c.visits() * c.inputs()) + row * c.inputs() + i]
                    * (double) parameters[(int) w + i * c.outputs() + o];
          }
          expected[(int) c.at(r, c.batch() * c.outputs()) + b * c.outputs() + o] =
              (float) Math.tanh(z);
        }
      }
    }
    try (OpenClContext context = c.open()) {
      DeviceBuffer a = Guarded.upload(context, c.poisoned(c.batch() * c.outputs()));
      c.over(context.kernel("forward"), c.tiling().tiles(c.count(), c.outputs()))
          .with(Guarded.upload(context, x))
          .with(c.stride(c.visits() * c.inputs()))
          .with((long) c.guard())
          .with(Guarded.upload(context, order))
          .with(c.visits())
          .with((DeviceBuffer) null)
          .with(c.batch())
          .with(c.inputs())
          .with(c.outputs())
          .with(TANH)
          .with(Guarded.upload(context, parameters))
          .with(c.stride(size))
          .with((long) c.guard())
          .with(c.guard() + (long) c.inputs() * c.outputs())
          .with(0)
          .with(a)
          .with(c.stride(c.batch() * c.outputs()))
          .with((long) c.guard())
          .launch(KernelCase.STEP);
      Guarded.requireHolds("a", a, expected);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void backwardMultipliesByTheTransposedWeightsAndTheDerivative(KernelCase c) {
    int size = c.inputs() * c.outputs();
    int above = c.batch() * c.outputs();
    // One replica's gradients: those above, a guard zone, those below.
    int both = above + c.guard() + c.batch() * c.inputs();
    float[] weights = c.random("weights", size);
    float[] a = c.poisoned(both);
    float[] dz = c.poisoned(both);
    for (int r = 0; r < c.replicas(); r++) {
      Guarded.fill(c.generator("dz"), dz, c.at(r, both), above);
      long below = c.at(r, both) + above + c.guard();
      Guarded.fill(c.generator("a"), a, below, c.batch() * c.inputs());
    }
    float[] expected = dz.clone();
    for (int r = 0; r < c.replicas(); r++) {
      int start = (int) c.at(r, both);
      for (int b = 0; b < c.count(); b++) {
        for (int i = 0; i < c.inputs(); i++) {
          double da = 0;
          for (int o = 0; o < c.outputs(); o++) {
            da +=
                dz[start + b * c.outputs() + o]
                    * (double) weights[(int) c.at(r, size) + i * c.outputs() + o];
          }
          int at = start + above + c.guard() + b * c.inputs() + i;
          expected[at] = (float) (da * (1 - (double) a[at] * a[at]));
        }
      }
    }
    try (OpenClContext context = c.open()) {
      DeviceBuffer gradients = Guarded.upload(context, dz);
      c.over(context.kernel("backward"), c.tiling().tiles(c.count(), c.inputs()))
          .with(gradients)
          .with(Guarded.upload(context, a))
          .with(c.stride(both))
          .with((long) c.guard())
          .with((long) c.guard() + above + c.guard())
          .with(c.visits())
          .with((DeviceBuffer) null)
          .with(c.batch())
          .with(c.inputs())
          .with(c.outputs())
          .with(TANH)
          .with(Guarded.upload(context, weights))
          .with(c.stride(size))
          .with((long) c.guard())
          .with(0)
          .launch(KernelCase.STEP);
      Guarded.requireHolds("dz", gradients, expected);
    }
  }
}
