package dev.carryover.backend.opencl;

import dev.carryover.program.Optimizer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Gradient and update equal plain loops at awkward sizes, for every optimizer, and touch nothing
 * around their arrays.
 */
class GradientKernelTest {
  private static final double RATE = 0.1;

  static Stream<Arguments> casesAndOptimizers() {
    List<Optimizer> optimizers =
        List.of(
            new Optimizer.Sgd(),
            new Optimizer.Momentum(0.9, 0.5),
            new Optimizer.Adam(0.9, 0.999, 1e-2));
    return KernelCase.all().flatMap(c -> optimizers.stream().map(o -> Arguments.of(c, o)));
  }

  /** Parameters and slots of every replica, between guard zones. */
  private static final class Tensors {
    private final float[] values;
    private final float[] slot0;
    private final float[] slot1;

    Tensors(float[] values, float[] slot0, float[] slot1) {
      this.values = values;
      this.slot0 = slot0;
      this.slot1 = slot1;
    }

    static Tensors random(KernelCase c, int size) {
      float[] slot1 = c.random("slot 1", size);
      for (int i = 0; i < slot1.length; i++) {
        // A mean of squares; poison stays poison.
        slot1[i] = slot1[i] < 0 ? -slot1[i] : slot1[i];
      }
      return new Tensors(c.random("parameters", size), c.random("slot 0", size), slot1);
    }

    Tensors copy() {
      return new Tensors(values.clone(), slot0.clone(), slot1.clone());
    }

    /** The formulas of {@link Optimizer}, for one parameter. */
    void update(Optimizer optimizer, int at, double g) {
      switch (optimizer) {
        case Optimizer.Sgd() -> values[at] -= (float) (RATE * g);
        case Optimizer.Momentum(double momentum, double dampening) -> {
          slot0[at] = (float) (momentum * slot0[at] + (1 - dampening) * g);
          values[at] -= (float) (RATE * slot0[at]);
        }
        case Optimizer.Adam(double beta1, double beta2, double epsilon) -> {
          slot0[at] = (float) (beta1 * slot0[at] + (1 - beta1) * g);
          slot1[at] = (float) (beta2 * slot1[at] + (1 - beta2) * g * g);
          int t = KernelCase.STEP + 1;
          double m = slot0[at] / (1 - Math.pow(beta1, t));
          double v = slot1[at] / (1 - Math.pow(beta2, t));
          values[at] -= (float) (RATE * m / (Math.sqrt(v) + epsilon));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("casesAndOptimizers")
  void gradientUpdatesWeightsAndBias(KernelCase c, Optimizer optimizer) {
    int size = c.inputs() * c.outputs() + c.outputs();
    float[] x = c.random("x", c.visits() * c.inputs());
    float[] dz = c.random("dz", c.batch() * c.outputs());
    int[] order = c.order();
    Tensors tensors = Tensors.random(c, size);
    Tensors expected = tensors.copy();
    for (int r = 0; r < c.replicas(); r++) {
      for (int i = 0; i <= c.inputs(); i++) {
        for (int o = 0; o < c.outputs(); o++) {
          double g = gradient(c, r, i, o, x, dz, order);
          expected.update(optimizer, (int) c.at(r, size) + i * c.outputs() + o, g);
        }
      }
    }
    try (OpenClContext context = c.open()) {
      DeviceBuffer values = Guarded.upload(context, tensors.values);
      DeviceBuffer slot0 = Guarded.upload(context, tensors.slot0);
      DeviceBuffer slot1 = Guarded.upload(context, tensors.slot1);
      launch(context, c, optimizer, x, dz, order, values, slot0, slot1);
      Guarded.requireHolds("parameters", values, expected.values);
      Guarded.requireHolds("slot 0", slot0, expected.slot0);
      Guarded.requireHolds("slot 1", slot1, expected.slot1);
    }
  }

  /** dw[i][o], or db[o] where i = I. */
  private static double gradient(
      KernelCase c, int r, int i, int o, float[] x, float[] dz, int[] order) {
    double sum = 0;
    for (int b = 0; b < c.count(); b++) {
      int row = order[r * c.visits() + KernelCase.STEP * c.batch() + b];
      double input =
          i == c.inputs() ? 1 : x[(int) c.at(r, c.visits() * c.inputs()) + row * c.inputs() + i];
      sum += input * dz[(int) c.at(r, c.batch() * c.outputs()) + b * c.outputs() + o];
    }
    return sum / c.count();
  }

  private static void launch(
      OpenClContext context,
      KernelCase c,
      Optimizer optimizer,
      float[] x,
      float[] dz,
      int[] order,
      DeviceBuffer values,
      DeviceBuffer slot0,
      DeviceBuffer slot1) {
    OptimizerConstants constants = OptimizerConstants.of(optimizer);
    float[] own = constants.corrections(0, KernelCase.STEP + 1);
    float[] corrections = new float[c.replicas() * own.length];
    for (int i = 0; i < corrections.length; i++) {
      corrections[i] = own[i % own.length];
    }
    float[] rates = new float[c.replicas()];
    Arrays.fill(rates, (float) RATE);
    // The kernel finds its layer's dz a whole number of values for each example behind the start of
    // a replica's.
    int before = c.guard() / c.batch();
    int[] layer = {
      c.inputs(), c.outputs(), 0, 1, c.guard(), c.guard() + c.inputs() * c.outputs(), before, 0, -1
    };
    c.over(context.kernel("gradient"), c.tiling().tiles(c.inputs(), c.outputs()))
        .with(Guarded.upload(context, layer))
        .with(1)
        .with(Guarded.upload(context, Arrays.copyOfRange(x, c.guard(), x.length)))
        .with(c.stride(c.visits() * c.inputs()))
        .with(Guarded.upload(context, order))
        .with(c.visits())
        .with((DeviceBuffer) null)
        .with(c.batch())
        .with((DeviceBuffer) null)
        .with(
            Guarded.upload(
                context, Arrays.copyOfRange(dz, c.guard() - before * c.batch(), dz.length)))
        .with(c.stride(c.batch() * c.outputs()))
        .with(values)
        .with(slot0)
        .with(slot1)
        .with(c.stride(c.inputs() * c.outputs() + c.outputs()))
        .with(constants.kind())
        .with(Guarded.upload(context, rates))
        .with((DeviceBuffer) null)
        .with(constants.decay())
        .with((float) constants.epsilon())
        .with(Guarded.upload(context, corrections))
        .with(KernelCase.STEP + 1)
        .launch(KernelCase.STEP);
  }
}
