package dev.carryover.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.carryover.backend.Backends.Choice;
import dev.carryover.program.TrainingProgram;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackendsTest {
  @Test
  void theReferenceIsAmongThemAndTheyAreInOrder() {
    List<String> names = Backends.all().stream().map(Backend::name).toList();
    assertThat(names).contains("ejml").isSorted().doesNotHaveDuplicates();
  }

  @Test
  void aNameAloneIsItsPreferredDevice() {
    Choice choice = Backends.require("ejml");
    assertThat(choice.backend().name()).isEqualTo("ejml");
    assertThat(choice.device().index()).isZero();
    assertThat(choice.reason()).isEqualTo("asked for by name");
  }

  @Test
  void aNumberIsThatDevice() {
    assertThat(Backends.require("ejml:0").device()).isEqualTo(Backends.require("ejml").device());
  }

  @ParameterizedTest
  @ValueSource(strings = {"pytorch", "", "EJML", "pytorch:0", ":0", " ejml"})
  void anUnknownNameIsRefusedAndTheKnownOnesListed(String name) {
    String asked = name.contains(":") ? name.substring(0, name.indexOf(':')) : name;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Backends.require(name))
        .withMessageStartingWith("no backend is called " + asked + "; there are ")
        .withMessageContaining("ejml");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ejml:1", "ejml:-1", "ejml:2147483647"})
  void aDeviceThatIsNotThereIsRefusedAndTheOthersListed(String name) {
    assertThatExceptionOfType(BackendNotReadyException.class)
        .isThrownBy(() -> Backends.require(name))
        .withMessageStartingWith(
            "backend ejml has no device " + name.substring(5) + ", only 0 (Java on ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ejml:", "ejml:gpu", "ejml:0:0", "ejml:9999999999"})
  void aDeviceThatIsNoNumberIsRefused(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Backends.require(name))
        .withMessage("expected a device number after the colon in " + name);
  }

  @Test
  void aBackendThatIsNotReadySaysWhyAndWhatToDo(@TempDir Path classPath) throws IOException {
    Path services = Files.createDirectories(classPath.resolve("META-INF/services"));
    Files.writeString(services.resolve(Backend.class.getName()), Absent.class.getName());
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    URL[] urls = {classPath.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls, before)) {
      thread.setContextClassLoader(loader);
      assertThat(Backends.all()).extracting(Backend::name).startsWith("absent", "ejml");
      assertThatExceptionOfType(BackendNotReadyException.class)
          .isThrownBy(() -> Backends.require("absent:0"))
          .withMessage("backend absent is not ready: there is no driver; install one");
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** A backend whose device is missing. */
  public static final class Absent implements Backend {
    @Override
    public String name() {
      return "absent";
    }

    @Override
    public Availability availability() {
      return new Availability.Unavailable("there is no driver", "install one");
    }

    @Override
    public SessionService open(TrainingProgram program, Device device) {
      throw new AssertionError("a backend that is not ready was asked to compile");
    }
  }

  @Test
  void aReadyBackendHasADevice() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Availability.Ready(List.of()))
        .withMessage("a ready backend has at least one device");
  }

  @Test
  @SuppressWarnings("NullAway") // what callers without null checks may hand in
  void aDeviceHasAName() {
    assertThatNullPointerException()
        .isThrownBy(() -> new Device(0, Device.Kind.GPU, null, ""))
        .withMessage("name");
  }
}
