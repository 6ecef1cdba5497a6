package dev.carryover.backend.opencl;

import dev.carryover.network.Activation;
import dev.carryover.program.Loss;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Losses and their gradients equal plain loops at awkward sizes, and nothing around their arrays is
 * touched.
 */
class OutputKernelsTest {

  static Stream<Arguments> casesAndLosses() {
    return KernelCase.all()
        .flatMap(c ->
            Stream.of(
                Arguments.of(c, Activation.TANH, Loss.SQUARED_ERROR),
                Arguments.of(c, Activation.SIGMOID, Loss.BINARY_CROSS_ENTROPY),
                Arguments.of(c, Activation.SOFTMAX, Loss.SOFTMAX_CROSS_ENTROPY)));
  }

  static Stream<KernelCase> cases() {
    return KernelCase.all();
  }

  /** One example's dz and loss. */
  private static final class Row {
    private final double[] dz;
    private final double loss;

    Row(double[] dz, double loss) {
      this.dz = dz;
      this.loss = loss;
    }

    static Row of(Loss loss, double[] z, double[] y) {
      double[] dz = new double[z.length];
      double sum = 0;
      double[] a = softmax(z);
      for (int o = 0; o < z.length; o++) {
        switch (loss) {
          case SQUARED_ERROR -> {
            double t = Math.tanh(z[o]);
            dz[o] = 2 * (t - y[o]) * (1 - t * t);
            sum += (t - y[o]) * (t - y[o]);
          }
          case BINARY_CROSS_ENTROPY -> {
            double s = 1 / (1 + Math.exp(-z[o]));
            dz[o] = s - y[o];
            sum -= y[o] * Math.log(s) + (1 - y[o]) * Math.log(1 - s);
          }
          case SOFTMAX_CROSS_ENTROPY -> {
            dz[o] = a[o] - y[o];
            sum -= y[o] * Math.log(a[o]);
          }
        }
      }
      return new Row(dz, sum);
    }
  }

  private static double[] softmax(double[] z) {
    double[] exponentials = IntStream.range(0, z.length).mapToDouble(o -> Math.exp(z[o])).toArray();
    double sum = IntStream.range(0, z.length).mapToDouble(o -> exponentials[o]).sum();
    return IntStream.range(0, z.length).mapToDouble(o -> exponentials[o] / sum).toArray();
  }

  @ParameterizedTest
  @MethodSource("casesAndLosses")
  void outputComparesWithLabels(KernelCase c, Activation f, Loss loss) {
    int[] labels = c.generator("labels").ints(c.visits(), 0, c.outputs()).toArray();
    compare(c, f, loss, null, labels);
  }

  @ParameterizedTest
  @MethodSource("casesAndLosses")
  void outputComparesWithTheExamples(KernelCase c, Activation f, Loss loss) {
    float[] examples = Guarded.poisoned((long) c.visits() * c.outputs() + c.guard());
    for (int i = 0; i < c.visits(); i++) {
      examples[i * c.outputs() + i % c.outputs()] = 0.75f;
      for (int o = 0; o < c.outputs(); o++) {
        if (o != i % c.outputs()) {
          examples[i * c.outputs() + o] = 0.25f / (c.outputs() - 1);
        }
      }
    }
    compare(c, f, loss, examples, null);
  }

  private static void compare(
      KernelCase c, Activation f, Loss loss, float @Nullable [] examples, int @Nullable [] labels) {
    int values = c.batch() * c.outputs();
    float[] z = c.random("z", values);
    int[] order = c.order();
    float[] dz = c.poisoned(values);
    float[] losses = Guarded.poisoned((long) c.replicas() * c.visits());
    for (int r = 0; r < c.replicas(); r++) {
      for (int b = 0; b < c.count(); b++) {
        int position = r * c.visits() + KernelCase.STEP * c.batch() + b;
        int at = (int) c.at(r, values) + b * c.outputs();
        double[] y = new double[c.outputs()];
        for (int o = 0; o < y.length; o++) {
          y[o] =
              labels != null
                  ? labels[order[position]] == o ? 1 : 0
                  : Objects.requireNonNull(examples)[order[position] * y.length + o];
        }
        Row row =
            Row.of(loss, IntStream.range(0, y.length).mapToDouble(o -> z[at + o]).toArray(), y);
        for (int o = 0; o < y.length; o++) {
          dz[at + o] = (float) row.dz[o];
        }
        losses[position] = (float) row.loss;
      }
    }
    try (OpenClContext context = c.open()) {
      DeviceBuffer gradients = Guarded.upload(context, c.poisoned(values));
      DeviceBuffer found = Guarded.upload(context, Guarded.poisoned(losses.length));
      c.over(context.kernel("output"), Math.ceilDiv(c.count(), c.tiling().groupRows()))
          .with(Guarded.upload(context, z))
          .with(gradients)
          .with(c.stride(values))
          .with((long) c.guard())
          .with(Guarded.upload(context, order))
          .with(c.visits())
          .with((DeviceBuffer) null)
          .with(c.batch())
          .with(c.outputs())
          .with(KernelNumbers.of(f))
          .with(KernelNumbers.of(loss))
          .with(examples == null ? null : Guarded.upload(context, examples))
          .with(0L)
          .with(labels == null ? null : Guarded.upload(context, labels))
          .with(found)
          .launch(KernelCase.STEP);
      Guarded.requireHolds("dz", gradients, dz);
      Guarded.requireHolds("losses", found, losses);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void softmaxReplacesEveryRow(KernelCase c) {
    int values = c.count() * c.outputs();
    // Between replicas only: this kernel's array starts where its buffer does.
    float[] z = Guarded.poisoned(c.replicas() * c.stride(values));
    float[] expected = z.clone();
    for (int r = 0; r < c.replicas(); r++) {
      int start = (int) (r * c.stride(values));
      Guarded.fill(c.generator("z" + r), z, start, values);
      for (int b = 0; b < c.count(); b++) {
        int at = start + b * c.outputs();
        double[] a = softmax(IntStream.range(0, c.outputs()).mapToDouble(o -> z[at + o]).toArray());
        for (int o = 0; o < a.length; o++) {
          expected[at + o] = (float) a[o];
        }
      }
    }
    try (OpenClContext context = c.open()) {
      DeviceBuffer buffer = Guarded.upload(context, z);
      context
          .kernel("softmax")
          .with(buffer)
          .with(c.stride(values))
          .with(c.count())
          .over(Math.ceilDiv(c.count(), c.tiling().groupRows()), c.replicas(), c.tiling().group())
          .launch(c.outputs());
      Guarded.requireHolds("a", buffer, expected);
    }
  }
}
