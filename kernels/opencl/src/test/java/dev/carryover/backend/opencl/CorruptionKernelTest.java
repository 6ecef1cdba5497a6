package dev.carryover.backend.opencl;

import dev.carryover.program.Corruption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The noise masks what {@link Corruption} masks, and touches nothing around its array. */
class CorruptionKernelTest {
  /** Steps taken before: beyond 32 bits, so that both halves count. */
  private static final long TAKEN = 0x1_FFFF_FFFFL;

  private static final List<Corruption> CORRUPTIONS =
      List.of(
          new Corruption(0.4, 0x1234_5678_9ABC_DEF0L), Corruption.NONE, new Corruption(0.9, -7));

  static Stream<KernelCase> cases() {
    return KernelCase.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aBatchIsGatheredAndMasked(KernelCase c) {
    float[] x = c.random("x", c.visits() * c.inputs());
    int[] order = c.order();
    int values = c.batch() * c.inputs();
    float[] expected = Guarded.poisoned((long) c.replicas() * values);
    int[] numbers = new int[4 * c.replicas()];
    int[] taken = new int[2 * c.replicas()];
    for (int r = 0; r < c.replicas(); r++) {
      Corruption corruption = CORRUPTIONS.get(r);
      numbers[4 * r] = corruption.key()[0];
      numbers[4 * r + 1] = corruption.key()[1];
      numbers[4 * r + 2] = corruption.threshold();
      taken[2 * r] = (int) TAKEN;
      taken[2 * r + 1] = (int) (TAKEN >>> 32);
      for (int b = 0; b < c.count(); b++) {
        int row = order[r * c.visits() + KernelCase.STEP * c.batch() + b];
        for (int i = 0; i < c.inputs(); i++) {
          boolean masked = corruption.masks(TAKEN + KernelCase.STEP, b, i);
          expected[r * values + b * c.inputs() + i] =
              masked ? 0 : x[(int) c.at(r, c.visits() * c.inputs()) + row * c.inputs() + i];
        }
      }
    }
    try (OpenClContext context = c.open()) {
      DeviceBuffer corrupted =
          Guarded.upload(context, Guarded.poisoned((long) c.replicas() * values));
      // The first replica's values start behind a guard zone.
      DeviceBuffer examples = Guarded.upload(context, Arrays.copyOfRange(x, c.guard(), x.length));
      c.over(context.kernel("corrupt"), 4)
          .with(examples)
          .with(c.stride(c.visits() * c.inputs()))
          .with(Guarded.upload(context, order))
          .with(c.visits())
          .with((DeviceBuffer) null)
          .with(c.batch())
          .with(c.inputs())
          .with(Guarded.upload(context, numbers))
          .with(Guarded.upload(context, taken))
          .with(corrupted)
          .launch(KernelCase.STEP);
      Guarded.requireHolds("corrupted", corrupted, expected);
    }
  }
}
