package dev.carryover.backend.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carryover.backend.Device;
import dev.carryover.backend.ejml.EjmlBackend;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every check of the suite has been seen failing: a backend broken on purpose does not pass. */
class BrokenBackendTest {
  private static final Device DEVICE = new Device(0, Device.Kind.CPU, "broken", "");

  private static List<ConformanceSuite.Check> checks(Fault fault) {
    return new ConformanceSuite(
            new BrokenBackend(new EjmlBackend(), fault), DEVICE, Tolerances.DEVICE)
        .checks()
        .toList();
  }

  private static List<String> failures(List<ConformanceSuite.Check> checks) {
    return checks.stream()
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
    assertThat(failures(checks(Fault.NONE))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void aFaultFailsTheChecksThatAreThereForIt(Fault fault) {
    List<ConformanceSuite.Check> checks = checks(fault);
    List<String> failures = failures(checks);
    for (Pattern pattern : fault.caughtBy()) {
      assertThat(
              checks.stream()
                  .map(ConformanceSuite.Check::name)
                  .filter(pattern.asMatchPredicate())
                  .toList())
          .as("checks called " + pattern)
          .isNotEmpty()
          .allMatch(failures::contains);
    }
    if (fault.others() == Fault.Others.PASS) {
      assertThat(failures)
          .allMatch(name -> fault.caughtBy().stream().anyMatch(p -> p.matcher(name).matches()));
    }
  }
}
