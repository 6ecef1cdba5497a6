package dev.carryover.backend.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.carryover.backend.BackendException;
import dev.carryover.backend.conformance.ResidentMemory;
import dev.carryover.backend.conformance.Subject;
import dev.carryover.program.TrainingProgram;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sessions give back what they take, and say what they are. */
class OpenClSessionTest {
  private static final Tiling TILING = new Tiling(false, 8, 4, 2, 1, 1);

  private static OpenClSession trained(Subject subject, Shape shape) {
    OpenClSession session =
        OpenClSession.compile(subject.program(), TestDevice.require(), TILING, shape);
    session.bind(subject.examples(), subject.targets());
    session.load(subject.start().parameters(), subject.start().slots());
    session.trainEpoch(subject.order(0), new long[subject.program().replicas()]);
    predict(session, subject);
    return session;
  }

  private static void predict(OpenClSession session, Subject subject) {
    TrainingProgram program = subject.program();
    int values = program.replicas() * subject.examples().count() * program.network().outputs();
    session.predict(subject.examples(), new float[values]);
  }

  @ParameterizedTest
  @EnumSource
  void aClosedSessionHoldsNothing(Shape shape) {
    OpenClSession session = trained(Subject.typical(), shape);
    assertThat(session.context().liveObjects()).isPositive();
    session.close();
    session.close();
    assertThat(session.context().liveObjects()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void anEpochLeavesNoMoreObjectsThanTheOneBefore(Shape shape) {
    Subject subject = Subject.typical();
    try (OpenClSession session = trained(subject, shape)) {
      int live = session.context().liveObjects();
      session.trainEpoch(subject.order(1), new long[subject.program().replicas()]);
      predict(session, subject);
      session.bind(subject.examples(), subject.targets());
      session.trainEpoch(subject.order(2), new long[subject.program().replicas()]);
      assertThat(session.context().liveObjects()).isEqualTo(live);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anEpochCrossesTwice(Shape shape) {
    Subject subject = Subject.typical();
    try (OpenClSession session = trained(subject, shape)) {
      long before = session.context().transfers();
      session.trainEpoch(subject.order(1), new long[subject.program().replicas()]);
      // The order of all three replicas there, their losses back.
      assertThat(session.context().transfers() - before).isEqualTo(2);
    }
  }

  @Test
  void aStepOfTwoLayersTakesFiveLaunchesInAStepGraph() {
    Subject subject = Subject.typical();
    int steps = subject.program().stepsPerEpoch(subject.order(1).longest());
    assertThat(launchesOfAnEpoch(subject, Shape.STEP_GRAPH)).isEqualTo(5L * steps);
    assertThat(launchesOfAnEpoch(subject, Shape.EPOCH_KERNEL)).isEqualTo(1);
  }

  private static long launchesOfAnEpoch(Subject subject, Shape shape) {
    try (OpenClSession session = trained(subject, shape)) {
      long before = session.context().launches();
      session.trainEpoch(subject.order(1), new long[subject.program().replicas()]);
      return session.context().launches() - before;
    }
  }

  @Test
  void ordersAndLossesThatDoNotFitTheHostAtOnceCrossInParts() {
    Subject subject = Subject.typical();
    TrainingProgram program = subject.program();
    int visits = subject.order(0).longest();
    try (OpenClContext context =
        new OpenClContext(TestDevice.require(), "test", KernelOptions.plain(TILING))) {
      // Room for two of the three replicas.
      EpochBuffers buffers = new EpochBuffers(context, program, visits, 2 * visits + 1);
      buffers.write(subject.order(0), new long[3]);
      float[] losses = new float[3 * visits];
      double[] expected = new double[3];
      for (int i = 0; i < losses.length; i++) {
        losses[i] = i;
        expected[i / visits] += i;
      }
      buffers.losses().write(0, losses, losses.length);
      double[] sums = buffers.sumLosses();
      for (int r = 0; r < 3; r++) {
        assertThat(sums[r]).isCloseTo(expected[r], within(1e-9));
        float[] bits = new float[visits];
        buffers.order().read((long) r * visits, bits, visits);
        for (int i = 0; i < visits; i++) {
          assertThat(Float.floatToRawIntBits(bits[i])).isEqualTo(subject.order(0).index(r, i));
        }
      }
      buffers.close();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void twoHundredSessionsHoldLevel() throws IOException {
    // Eight replicas' parameters fill 3 MiB: a leak of them alone would come to 450.
    TrainingProgram program = ResidentMemory.program(8);
    OpenClDevice device = TestDevice.require();
    long growth =
        ResidentMemory.growth(
            50,
            150,
            i -> OpenClSession.compile(program, device, TILING, Shape.EPOCH_KERNEL).close());
    assertThat(growth).isLessThan(100 * 1024);
  }

  @Test
  void aProgramBeyondTheDevicesMemoryIsRefusedByName() {
    OpenClDevice real = TestDevice.require();
    OpenClDevice small =
        new OpenClDevice(
            real.platform(),
            real.id(),
            real.device(),
            real.vendor(),
            real.computeUnits(),
            8192,
            8192,
            real.maxGroup(),
            real.vectorWidth());
    assertThatThrownBy(() ->
            OpenClSession.compile(Subject.typical().program(), small, TILING, Shape.STEP_GRAPH))
        .isInstanceOf(BackendException.class)
        .hasMessageStartingWith(
            "backend opencl, device 0 (%s), 3 replicas of 31-17-7: needs"
                .formatted(real.device().name()));
  }

  @Test
  void aSessionSaysWhereItRunsInWhichShapeAndTiles() {
    try (OpenClSession session = trained(Subject.typical(), Shape.STEP_GRAPH)) {
      assertThat(session)
          .hasToString(
              "opencl on %s: step graph, tiles of 4 by 16 in registers, groups of 1"
                  .formatted(TestDevice.require().device().name()));
    }
  }
}
