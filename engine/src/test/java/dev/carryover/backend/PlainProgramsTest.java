package dev.carryover.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carryover.backend.conformance.Subject;
import dev.carryover.data.Examples;
import dev.carryover.program.BatchOrder;
import dev.carryover.program.TrainingProgram;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class PlainProgramsTest {
  private static final PlainPrograms PLAIN = new PlainPrograms("slow");
  private static final TrainingProgram PROGRAM = Subject.typical().program();

  private static void refused(ThrowingCallable call, String feature) {
    assertThatExceptionOfType(UnsupportedFeatureException.class)
        .isThrownBy(call)
        .withMessage("backend slow does not train with " + feature + " yet")
        .satisfies(e -> assertThat(PlainPrograms.REFUSED).contains(e.feature()));
  }

  @Test
  void aPlainProgramIsTaken() {
    assertThatCode(
            () -> {
              PLAIN.require(PROGRAM);
              PLAIN.require(new Targets.Labels(0, 1));
              PLAIN.require(new BatchOrder(new int[][] {{0, 1}, {1, 0}}), new long[] {3, 3});
            })
        .doesNotThrowAnyException();
  }

  @Test
  void whatIsNotPlainIsRefusedByItsName() {
    refused(() -> PLAIN.require(PROGRAM.withWeightDecay(0.1)), "weight decay");
    Examples rows = new Examples(1, 1, new float[1]);
    refused(() -> PLAIN.require(new Targets.Values(rows)), "values as targets");
    refused(() -> PLAIN.require(new Targets.Code()), "a code as target");
    refused(
        () -> PLAIN.require(new BatchOrder(new int[][] {{0, 1}, {1}}), new long[2]),
        "orders of unequal length");
    refused(
        () -> PLAIN.require(new BatchOrder(new int[][] {{0}, {1}}), new long[] {0, 1}),
        "replicas that have taken different numbers of steps");
  }
}
