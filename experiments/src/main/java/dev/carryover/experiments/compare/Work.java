package dev.carryover.experiments.compare;

import dev.carryover.network.DenseSpec;
import dev.carryover.program.TrainingProgram;

/** How much arithmetic a program needs at least. */
public final class Work {
  private Work() {}

  /**
   * Floating-point operations of one epoch over all replicas, counting the products alone, 2·I·O
   * each an example: x·w in every layer from the first trained one on (what lies below never
   * changes), xᵀ·dz in every trained layer, dz·wᵀ in every layer above the first trained one.
   *
   * @param examples how many each replica visits
   */
  public static double flopsAnEpoch(TrainingProgram program, int examples) {
    double products = 0;
    for (int l = program.firstTrainedLayer(); l < program.network().depth(); l++) {
      DenseSpec layer = program.network().layer(l);
      int times = 1 + (program.trains(l) ? 1 : 0) + (l > program.firstTrainedLayer() ? 1 : 0);
      products += times * 2.0 * layer.inputs() * layer.outputs();
    }
    return products * examples * program.replicas();
  }
}
