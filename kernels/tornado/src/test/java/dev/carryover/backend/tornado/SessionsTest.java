package dev.carryover.backend.tornado;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carryover.backend.Session;
import dev.carryover.backend.conformance.ResidentMemory;
import dev.carryover.backend.conformance.Subject;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sessions in one JVM: they leave each other alone, and give back what they took. */
class SessionsTest {
  private static final TornadoTarget TARGET = TornadoTarget.all().getFirst();

  private static Session open(Subject subject, Shape shape) {
    Session session = new TornadoBackend(shape).compile(subject.program(), TARGET.device());
    session.bind(subject.examples(), subject.targets());
    session.load(subject.start());
    return session;
  }

  @ParameterizedTest
  @EnumSource
  void aSessionGoesOnWhenAnotherIsClosed(Shape shape) {
    Subject subject = Subject.typical();
    try (Session one = open(subject, shape);
        Session undisturbed = open(subject, shape)) {
      try (Session other = open(subject, shape)) {
        one.trainEpoch(subject.order(0));
        other.trainEpoch(subject.order(0));
      }
      one.trainEpoch(subject.order(1));
      undisturbed.trainEpoch(subject.order(0));
      undisturbed.trainEpoch(subject.order(1));
      assertThat(one.predict(subject.examples()).values())
          .isEqualTo(undisturbed.predict(subject.examples()).values());
      assertThat(one.state()).usingRecursiveComparison().isEqualTo(undisturbed.state());
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void eightySessionsHoldLevel() throws IOException {
    // Sixteen replicas' parameters fill 6 MiB on the device: leaking them would come to 240.
    Subject subject = Subject.of("sessions", ResidentMemory.program(16), 8, true);
    long growth = ResidentMemory.growth(40, 40, i -> openAndClose(subject, i));
    assertThat(growth).isLessThan(120 * 1024);
  }

  private static void openAndClose(Subject subject, int epoch) {
    try (Session session = open(subject, Shape.EPOCH_KERNEL)) {
      session.trainEpoch(subject.order(epoch));
    }
  }
}
