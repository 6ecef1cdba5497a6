package dev.carryover.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carryover.backend.Availability;
import dev.carryover.backend.Backend;
import dev.carryover.backend.BackendException;
import dev.carryover.backend.Backends;
import dev.carryover.backend.Backends.Choice;
import dev.carryover.backend.Device;
import dev.carryover.backend.SessionService;
import dev.carryover.backend.Targets;
import dev.carryover.data.Examples;
import dev.carryover.network.Activation;
import dev.carryover.network.NetworkSpec;
import dev.carryover.program.Loss;
import dev.carryover.program.TrainingProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A candidate that fails in calibration leaves the others in the race. */
class CalibrationTest {
  /** A backend that fails as it is told whenever it is to compile. */
  private record Failing(String name, Supplier<Throwable> failure) implements Backend {
    @Override
    public Availability availability() {
      return new Availability.Ready(List.of(device(name)));
    }

    @Override
    public SessionService open(TrainingProgram program, Device device) {
      switch (failure.get()) {
        case Error e -> throw e;
        case RuntimeException e -> throw e;
        case Throwable e -> throw new AssertionError(e);
      }
    }
  }

  private static Device device(String name) {
    return new Device(0, Device.Kind.GPU, name, "");
  }

  private static Choice failing(String name, Supplier<Throwable> failure) {
    return new Choice(new Failing(name, failure), device(name), "planted");
  }

  private static final List<Choice> ALL_FAILING =
      List.of(
          failing("full", () -> new OutOfMemoryError("Java heap space")),
          failing("unlinked", () -> new NoClassDefFoundError("some/Driver")),
          failing(
              "colourful",
              () -> new IllegalStateException("\u001b[31mno device\u001b[0m\n  at line 7")),
          failing("told", () -> new BackendException("backend told: device 0 is on fire")));

  private static final TrainingProgram PROGRAM =
      TrainingProgram.builder(
              NetworkSpec.builder(4).dense(2, Activation.RELU).dense(4, Activation.SIGMOID).build(),
              Loss.SQUARED_ERROR)
          .build();

  private static final Examples EXAMPLES = new Examples(10, 4, new float[40]);

  private final List<String> notes = new ArrayList<>();

  private static Calibration calibration() {
    return new Calibration(PROGRAM, EXAMPLES, new Targets.Inputs());
  }

  @Test
  void everyFailureLeavesTheOthersAndIsPrinted() {
    List<Choice> candidates = new ArrayList<>(ALL_FAILING);
    candidates.add(2, Backends.require("ejml"));
    Choice choice = calibration().fastest(candidates, notes::add);
    assertThat(choice.backend().name()).isEqualTo("ejml");
    assertThat(choice.reason()).isEqualTo("auto: the fastest in a calibration just now");
    assertThat(notes)
        .hasSize(5)
        .contains(
            "calibration: full:0 cannot be used: OutOfMemoryError: Java heap space",
            "calibration: unlinked:0 cannot be used: NoClassDefFoundError: some/Driver",
            "calibration: colourful:0 cannot be used: no device",
            "calibration: told:0 cannot be used: backend told: device 0 is on fire")
        .anyMatch(line -> line.matches("calibration: ejml:0 [0-9.]+ s an epoch"));
  }

  @Test
  void whereAllFailThatIsTheError() {
    assertThatThrownBy(() -> calibration().fastest(ALL_FAILING, notes::add))
        .isInstanceOf(BackendException.class)
        .hasMessage("auto: every candidate failed in calibration, as noted above");
  }

  @Test
  void withoutAGpuTheFastestOfTheProcessorsIsTakenAtOnce() {
    Choice choice = Calibration.auto(PROGRAM, EXAMPLES, new Targets.Inputs());
    assertThat(choice.backend().name()).isEqualTo("vector");
    assertThat(choice.reason()).isEqualTo("auto: the fastest without a GPU, and no GPU is ready");
  }
}
