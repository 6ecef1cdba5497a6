package dev.carryover.backend.tornado;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carryover.backend.Availability;
import dev.carryover.backend.Backend;
import dev.carryover.backend.Backends;
import org.junit.jupiter.api.Test;

class AvailabilityTest {

  private static Availability withProperty(String name, String value) {
    String before = System.setProperty(name, value);
    try {
      return new TornadoBackend().availability();
    } finally {
      System.setProperty(name, before);
    }
  }

  @Test
  void theBackendIsFoundByName() {
    assertThat(Backends.all()).extracting(Backend::name).contains("tornado");
  }

  @Test
  void withoutTheRuntimesFlagsItSaysHowToGetThem() {
    String name = "tornado.load.runtime.implementation";
    String before = System.clearProperty(name);
    try {
      assertThat(new TornadoBackend().availability())
          .isInstanceOfSatisfying(
              Availability.Unavailable.class,
              unavailable -> {
                assertThat(unavailable.reason()).contains("without a TornadoVM SDK's flags");
                assertThat(unavailable.remedy()).contains("./tornado-env.sh doctor");
              });
    } finally {
      System.setProperty(name, before);
    }
  }

  @Test
  void whereTornadoWouldFallBackSilentlyItIsNotReady() {
    assertThat(withProperty("tornado.recover.bailout", "True"))
        .isInstanceOfSatisfying(
            Availability.Unavailable.class,
            unavailable ->
                assertThat(unavailable.reason()).contains("-Dtornado.recover.bailout=False"));
  }
}
