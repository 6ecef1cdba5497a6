package dev.carryover.backend.vector;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.carryover.backend.Availability;
import dev.carryover.backend.Device;
import dev.carryover.backend.Session;
import dev.carryover.backend.conformance.Subject;
import dev.carryover.network.Activation;
import dev.carryover.network.DenseSpec;
import dev.carryover.network.NetworkSpec;
import dev.carryover.program.BatchOrder;
import dev.carryover.program.Corruption;
import dev.carryover.program.Loss;
import dev.carryover.program.Optimizer;
import dev.carryover.program.TrainingProgram;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(300)
class VectorSessionTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final long ENOUGH = 10_000;

  @ParameterizedTest
  @CsvSource({
    "SIGMOID, SQUARED_ERROR, 1, 2", "SOFTMAX, SOFTMAX_CROSS_ENTROPY, 1, 3",
    "SIGMOID, BINARY_CROSS_ENTROPY, 3, 2", "TANH, SQUARED_ERROR, 2, 5"
  })
  void theNumberOfThreadsChangesNoBit(Activation output, Loss loss, int replicas, int threads) {
    Subject two =
        subject(
            Subject.network(133, 67, Activation.RELU, 139, output), loss, 24, replicas, Set.of());
    NetworkSpec deep =
        NetworkSpec.of(
            new DenseSpec(41, 67, Activation.TANH),
            new DenseSpec(67, 139, Activation.SIGMOID),
            new DenseSpec(139, 53, Activation.RELU),
            new DenseSpec(53, 131, output));
    NetworkSpec tied =
        NetworkSpec.of(
            new DenseSpec(131, 67, Activation.TANH),
            new DenseSpec(67, 139, Activation.SIGMOID),
            new DenseSpec(139, 67, Activation.RELU).tiedTo(1),
            new DenseSpec(67, 131, output).tiedTo(0));
    for (Subject subject :
        List.of(
            two,
            subject(deep, loss, 70, replicas, Set.of()),
            subject(deep, loss, 70, replicas, Set.of(0, 2)),
            subject(deep, loss, 7, replicas, Set.of(0, 1, 2)),
            subject(tied, loss, 70, replicas, Set.of()),
            subject(tied, loss, 7, replicas, Set.of(1, 2)),
            extended(subject(deep, loss, 70, replicas, Set.of())),
            subject(two.program().network(), loss, 24, replicas, Set.of()).withZeros(),
            extended(subject(deep, loss, 70, replicas, Set.of())).withZeros(),
            extended(subject(tied, loss, 7, replicas, Set.of())))) {
      assertThat(Arrays.mismatch(trained(subject, threads), trained(subject, 1)))
          .as("first parameter, or loss, that differs with frozen " + subject.program())
          .isEqualTo(-1);
    }
  }

  /** A subject with corrupted inputs and decayed weights. */
  private static Subject extended(Subject subject) {
    TrainingProgram program = subject.program();
    return subject.with(
        program
            .withWeightDecay(0.01)
            .withCorruptions(
                Collections.nCopies(program.replicas(), new Corruption(0.3, 1L << 40))));
  }

  @Test
  void theLengthOfVectorsChangesNoBit() throws IOException, InterruptedException {
    List<String> fingerprints = new ArrayList<>();
    for (int bytes = 16; bytes <= 4 * Tile.LANES; bytes *= 2) {
      fingerprints.add(fingerprint(bytes));
    }
    assertThat(fingerprints.getFirst()).matches("-?[0-9]+");
    assertThat(fingerprints).allMatch(fingerprints.getFirst()::equals);
  }

  /** What a JVM of its own, with vectors of at most so many bytes, makes of some subjects. */
  private static String fingerprint(int vectorBytes) throws IOException, InterruptedException {
    return output(
        List.of("-XX:MaxVectorSize=" + vectorBytes),
        Fingerprint.class,
        Integer.toString(vectorBytes));
  }

  /** What a class prints that runs in a JVM of its own. */
  private static String output(List<String> options, Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + Path.of("..", ".mvn", "java.options"));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output.strip();
  }

  /** What {@link #fingerprint} runs. */
  static final class Fingerprint {
    private Fingerprint() {}

    public static void main(String[] args) {
      if (4 * Tile.LANES != Integer.parseInt(args[0])) {
        throw new AssertionError("vectors are of " + 4 * Tile.LANES + " bytes, not " + args[0]);
      }
      int hash = 1;
      for (Loss loss : Loss.values()) {
        Activation output =
            loss == Loss.SOFTMAX_CROSS_ENTROPY ? Activation.SOFTMAX : Activation.SIGMOID;
        Subject subject =
            subject(Subject.network(75, 43, Activation.TANH, 51, output), loss, 24, 2, Set.of());
        hash = 31 * hash + Arrays.hashCode(trained(subject, 2));
        hash = 31 * hash + Arrays.hashCode(trained(subject.withZeros(), 2));
        Subject tied =
            subject(
                Subject.network(75, 43, Activation.TANH, 75, output).withTiedDecoder(),
                loss,
                24,
                2,
                Set.of());
        hash = 31 * hash + Arrays.hashCode(trained(extended(tied), 2));
      }
      System.out.println(hash);
    }
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

  /**
   * Vectors that the compiler fails to keep in registers would show here: each takes 80 bytes, and
   * a single one in each round of some kernel's loop is more than what is allowed. That lets pass
   * what else the compiler may leave, at its whim: the kernels' slices of memory. What it leaves
   * depends on all that a JVM has run before, so this takes one of its own.
   */
  @ParameterizedTest
  @CsvSource({
    "RELU, SIGMOID, SQUARED_ERROR, false",
    "TANH, SIGMOID, BINARY_CROSS_ENTROPY, false",
    "SIGMOID, SOFTMAX, SOFTMAX_CROSS_ENTROPY, false",
    "RELU, SIGMOID, SQUARED_ERROR, true",
    "TANH, SIGMOID, SQUARED_ERROR, zeros",
    "RELU, SOFTMAX, SOFTMAX_CROSS_ENTROPY, zeros with momentum"
  })
  void anEpochBoxesNoVector(String hidden, String output, String loss, String kind)
      throws IOException, InterruptedException {
    String bytes = output(List.of(), Allocation.class, hidden, output, loss, kind);
    assertThat(Long.parseLong(bytes)).as("bytes in an epoch, once compiled").isLessThan(ENOUGH);
  }

  /** Prints the fewest bytes that an epoch has allocated. */
  static final class Allocation {
    private Allocation() {}

    public static void main(String[] args) {
      boolean extended = Boolean.parseBoolean(args[3]);
      NetworkSpec network =
          Subject.network(40, 24, Activation.valueOf(args[0]), 40, Activation.valueOf(args[1]));
      TrainingProgram program =
          TrainingProgram.of(
              extended ? network.withTiedDecoder() : network,
              Loss.valueOf(args[2]),
              args[3].endsWith("momentum")
                  ? new Optimizer.Momentum(0.9, 0)
                  : Optimizer.Adam.withDefaults(),
              0.001,
              16,
              1);
      Subject plain = Subject.of("allocation", program, 64, false);
      Subject subject =
          extended ? extended(plain) : args[3].startsWith("zeros") ? plain.withZeros() : plain;
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      long least = Long.MAX_VALUE;
      try (Session session = session(subject, 1)) {
        session.bind(subject.examples(), subject.targets());
        session.load(subject.start());
        BatchOrder order = subject.order(0);
        Instant deadline = Instant.now().plus(PATIENCE);
        while (least >= ENOUGH && Instant.now().isBefore(deadline)) {
          long before = threads.getCurrentThreadAllocatedBytes();
          session.trainEpoch(order);
          least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
      }
      System.out.println(least);
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
      case Availability.Ready ready -> ready.devices().getFirst();
      case Availability.Unavailable(String reason, String remedy) ->
          throw new AssertionError(reason + "; " + remedy);
    };
  }

  private static Subject subject(
      NetworkSpec network, Loss loss, int batch, int replicas, Set<Integer> frozen) {
    TrainingProgram program =
        TrainingProgram.of(network, loss, new Optimizer.Momentum(0.9, 0.9), 0.05, batch, replicas)
            .withFrozen(frozen);
    return Subject.of("threads " + network, program, 3 * batch + 5, false);
  }
}
