package dev.carryover.backend;

import dev.carryover.program.BatchOrder;
import dev.carryover.program.Corruption;
import dev.carryover.program.TrainingProgram;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What a backend refuses that trains plain programs alone: layers that are not tied, inputs that
 * are not corrupted, no weight decay, and replicas that take the same steps.
 *
 * @param backend its name
 */
public record PlainPrograms(String backend) {
  private static final String TIED = "tied layers";
  private static final String CORRUPTED = "corruption";
  private static final String DECAYED = "weight decay";
  private static final String VALUES = "values as targets";
  private static final String CODE = "a code as target";
  private static final String UNEQUAL = "orders of unequal length";
  private static final String OUT_OF_STEP = "replicas that have taken different numbers of steps";

  /** All that it refuses, by the names in its messages. */
  public static final Set<String> REFUSED =
      Set.of(TIED, CORRUPTED, DECAYED, VALUES, CODE, UNEQUAL, OUT_OF_STEP);

  /**
   * Does nothing for a plain program.
   *
   * @throws UnsupportedFeatureException if layers are tied, inputs corrupted or weights decayed
   */
  public void require(TrainingProgram program) {
    refuse(program.network().hasTiedLayers(), TIED);
    refuse(!program.corruptions().stream().allMatch(Corruption::isNone), CORRUPTED);
    refuse(program.weightDecays().stream().anyMatch(decay -> decay > 0), DECAYED);
  }

  /**
   * Does nothing for inputs or labels.
   *
   * @throws UnsupportedFeatureException if targets are rows of values or codes
   */
  public void require(Targets targets) {
    refuse(targets instanceof Targets.Values, VALUES);
    refuse(targets instanceof Targets.Code, CODE);
  }

  /**
   * Does nothing for replicas in step.
   *
   * @throws UnsupportedFeatureException if they visit different numbers of examples, or have taken
   *     different numbers of steps
   */
  public void require(BatchOrder order, long[] stepsBefore) {
    refuse(
        IntStream.range(0, order.replicas()).anyMatch(r -> order.length(r) < order.longest()),
        UNEQUAL);
    refuse(Arrays.stream(stepsBefore).anyMatch(steps -> steps != stepsBefore[0]), OUT_OF_STEP);
  }

  private void refuse(boolean asked, String feature) {
    if (asked) {
      throw new UnsupportedFeatureException(backend, feature);
    }
  }
}
