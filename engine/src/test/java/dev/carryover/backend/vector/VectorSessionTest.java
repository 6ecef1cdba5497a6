package dev.carryover.backend.vector;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.carryover.backend.Availability;
import dev.carryover.backend.Device;
import dev.carryover.backend.Session;
import dev.carryover.backend.conformance.Subject;
import dev.carryover.network.Activation;
import dev.carryover.program.Loss;
import dev.carryover.program.Optimizer;
import dev.carryover.program.TrainingProgram;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(300)
class VectorSessionTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @ParameterizedTest
  @CsvSource({
    "SIGMOID, SQUARED_ERROR, 1, 2", "SOFTMAX, SOFTMAX_CROSS_ENTROPY, 1, 3",
    "SIGMOID, BINARY_CROSS_ENTROPY, 3, 2", "TANH, SQUARED_ERROR, 2, 5"
  })
  void theNumberOfThreadsChangesNoBit(Activation output, Loss loss, int replicas, int threads) {
    Subject subject =
        subject(133, 139, output, loss, new Optimizer.Momentum(0.9, 0.9), 24, replicas);
    assertThat(Arrays.mismatch(trained(subject, threads), trained(subject, 1)))
        .as("first parameter, or loss, that differs")
        .isEqualTo(-1);
  }

  private static double[] trained(Subject subject, int threads) {
    try (Session session = session(subject, threads)) {
      session.bind(subject.examples(), subject.targets());
      session.load(subject.start());
      double[] loss = session.trainEpoch(subject.order(0));
      session.trainEpoch(subject.order(1));
      double[] parameters = session.state().parameters();
      double[] all = new double[parameters.length + loss.length];
      System.arraycopy(parameters, 0, all, 0, parameters.length);
      System.arraycopy(loss, 0, all, parameters.length, loss.length);
      return all;
    }
  }

  /** Vectors that the compiler fails to keep in registers would show here: each takes 80 bytes. */
  @ParameterizedTest
  @CsvSource({
    "RELU, SIGMOID, SQUARED_ERROR",
    "TANH, SIGMOID, BINARY_CROSS_ENTROPY",
    "SIGMOID, SOFTMAX, SOFTMAX_CROSS_ENTROPY"
  })
  void anEpochAllocatesNothingButItsResult(Activation hidden, Activation output, Loss loss) {
    TrainingProgram program =
        TrainingProgram.of(
            Subject.network(40, 24, hidden, 24, output),
            loss,
            Optimizer.Adam.withDefaults(),
            0.001,
            16,
            1);
    Subject subject = Subject.of("allocation " + output, program, 64, false);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (Session session = session(subject, 1)) {
      session.bind(subject.examples(), subject.targets());
      session.load(subject.start());
      var order = subject.order(0);
      long least = Long.MAX_VALUE;
      Instant deadline = Instant.now().plus(PATIENCE);
      while (least > 1000 && Instant.now().isBefore(deadline)) {
        long before = threads.getCurrentThreadAllocatedBytes();
        session.trainEpoch(order);
        least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
      }
      assertThat(least).as("bytes in an epoch, once compiled").isLessThan(1000);
    }
  }

  @Test
  void closingTwiceDoesNothing() {
    Session session = session(Subject.typical(), 2);
    session.close();
    session.close();
  }

  private static Session session(Subject subject, int threads) {
    VectorBackend backend = new VectorBackend(threads);
    return backend.compile(subject.program(), ready(backend));
  }

  private static Device ready(VectorBackend backend) {
    return switch (backend.availability()) {
      case Availability.Ready(var devices) -> devices.getFirst();
      case Availability.Unavailable(String reason, String remedy) ->
          throw new AssertionError(reason + "; " + remedy);
    };
  }

  private static Subject subject(
      int inputs,
      int outputs,
      Activation output,
      Loss loss,
      Optimizer optimizer,
      int batch,
      int replicas) {
    TrainingProgram program =
        TrainingProgram.of(
            Subject.network(inputs, 67, Activation.RELU, outputs, output),
            loss,
            optimizer,
            0.05,
            batch,
            replicas);
    return Subject.of("threads " + output + loss, program, 3 * batch + 5, false);
  }
}
