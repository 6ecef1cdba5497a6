package dev.carryover.backend.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carryover.backend.Device;
import dev.carryover.backend.conformance.BrokenBackend.Fault;
import dev.carryover.backend.ejml.EjmlBackend;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every check of the suite has been seen failing: a backend broken on purpose does not pass. */
class BrokenBackendTest {
  private static final Device DEVICE = new Device(0, Device.Kind.CPU, "broken", "");

  private static List<String> failures(Fault fault) {
    return new ConformanceSuite(
            new BrokenBackend(new EjmlBackend(), fault), DEVICE, Tolerances.DEVICE)
        .checks()
        .filter(check -> !passes(check))
        .map(ConformanceSuite.Check::name)
        .toList();
  }

  private static boolean passes(ConformanceSuite.Check check) {
    try {
      check.body().run();
      return true;
    } catch (AssertionError e) {
      return false;
    }
  }

  @Test
  void theSameBackendPassesWithoutAFault() {
    assertThat(failures(Fault.NONE)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void aFaultFailsTheChecksThatAreThereForIt(Fault fault) {
    assertThat(failures(fault)).containsAll(fault.caughtBy());
  }
}
