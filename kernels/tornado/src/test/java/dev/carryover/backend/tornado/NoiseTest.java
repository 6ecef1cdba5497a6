package dev.carryover.backend.tornado;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carryover.backend.Targets;
import dev.carryover.backend.conformance.Subject;
import dev.carryover.network.Activation;
import dev.carryover.program.Corruption;
import dev.carryover.program.Loss;
import dev.carryover.program.Optimizer;
import dev.carryover.program.TrainingProgram;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the kernel masks, run as the Java that it is, is what {@link Corruption} masks. */
class NoiseTest {
  private static final List<Corruption> CORRUPTIONS =
      List.of(new Corruption(0.4, 0x9234_5678_9ABC_DEF0L), new Corruption(0.9, -7));

  @Test
  void aBatchIsMasked() {
    int count = 37;
    int inputs = 41;
    TrainingProgram program =
        TrainingProgram.of(
                Subject.network(inputs, 3, Activation.TANH, 2, Activation.SIGMOID),
                Loss.SQUARED_ERROR,
                new Optimizer.Sgd(),
                0.1,
                count,
                2)
            .withCorruptions(CORRUPTIONS);
    Subject subject = Subject.of("noise", program, count, false);
    long taken = 0x1_FFFF_FFFFL;
    Slabs slabs =
        Training.slabs(
            program,
            subject.examples(),
            new Targets.Labels(new int[count]),
            count,
            Slabs.floats(1),
            Slabs.floats(1));
    for (int r = 0; r < 2; r++) {
      slabs.progress().set(Progress.before(2, r), (int) taken);
      slabs.progress().set(Progress.beforeHigh(2, r), (int) (taken >>> 32));
      for (int i = 0; i < count; i++) {
        slabs.order().set(r * count + i, i);
      }
      for (int tile = 0; tile < Tile.count(count) * Tile.count(inputs); tile++) {
        for (int t = 0; t < Tile.THREADS; t++) {
          Noise.corrupt(
              slabs.geometry(),
              slabs.progress(),
              slabs.order(),
              slabs.x(),
              slabs.a(),
              r,
              0,
              count,
              tile,
              t,
              Tile.THREADS);
        }
      }
      int start = slabs.geometry().get(Geometry.CORRUPTED) + r * count * Rows.stride(inputs);
      for (int b = 0; b < count; b++) {
        for (int i = 0; i < inputs; i++) {
          float expected =
              CORRUPTIONS.get(r).masks(taken, b, i) ? 0 : subject.examples().value(b, i);
          assertThat(slabs.a().get(start + b * Rows.stride(inputs) + i)).isEqualTo(expected);
        }
      }
    }
  }
}
