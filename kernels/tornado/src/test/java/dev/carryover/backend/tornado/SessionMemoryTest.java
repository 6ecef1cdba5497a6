package dev.carryover.backend.tornado;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carryover.backend.Session;
import dev.carryover.backend.conformance.Subject;
import dev.carryover.network.Activation;
import dev.carryover.program.Loss;
import dev.carryover.program.Optimizer;
import dev.carryover.program.TrainingProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A closed session leaves nothing on the device. PoCL's device memory is this process's own. */
class SessionMemoryTest {
  private static final int SESSIONS = 100;

  /** 4 MB of parameters and 4 MB of slots. */
  private static final Subject SUBJECT =
      Subject.of(
          "memory",
          TrainingProgram.of(
              Subject.network(100, 100, Activation.RELU, 100, Activation.SIGMOID),
              Loss.SQUARED_ERROR,
              new Optimizer.Momentum(0.9, 0.9),
              0.1,
              4,
              50),
          4,
          true);

  @Test
  void sessionsOpenedAndClosedHoldMemoryLevel() throws IOException {
    openAndClose(SESSIONS / 4);
    long before = residentBytes();
    openAndClose(SESSIONS);
    long grown = residentBytes() - before;
    // What one session leaves on the device, were it never freed, is 8 MB.
    assertThat(grown / SESSIONS).isLessThan(2 << 20);
  }

  private static void openAndClose(int sessions) {
    TornadoTarget target = TornadoTarget.all().getFirst();
    for (int i = 0; i < sessions; i++) {
      try (Session session =
          new TornadoBackend(Shape.EPOCH_KERNEL).compile(SUBJECT.program(), target.device())) {
        session.bind(SUBJECT.examples(), SUBJECT.targets());
        session.load(SUBJECT.start());
        double[] losses = session.trainEpoch(SUBJECT.order(0));
        assertThat(losses).hasSize(SUBJECT.program().replicas());
      }
    }
    // The host's arrays are outside the heap too, and freed with the objects that hold them.
    System.gc();
  }

  private static long residentBytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
