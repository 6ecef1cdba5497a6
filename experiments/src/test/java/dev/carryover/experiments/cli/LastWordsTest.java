package dev.carryover.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is said and done when the process is told to end. */
@Timeout(60)
class LastWordsTest {
  private static final Duration SHORT = Duration.ofMillis(20);
  private static final Duration LONG = Duration.ofMinutes(10);

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final PrintStream err = new PrintStream(said, true, StandardCharsets.UTF_8);
  private final Interruption interruption = new Interruption();

  private String said() {
    return said.toString(StandardCharsets.UTF_8).strip();
  }

  @Test
  void aCommandThatHasEndedNeedsNone() {
    interruption.beforeTheEnd(() -> "never");
    interruption.over();
    interruption.end(err, LONG, LONG);
    assertThat(said()).isEmpty();
  }

  @Test
  void aCommandThatDoesNotEndHasItsWordsSaid() {
    AtomicInteger flushed = new AtomicInteger();
    interruption.beforeTheEnd(() -> "flushed " + flushed.incrementAndGet());
    interruption.end(err, SHORT, LONG);
    assertThat(said()).isEqualTo("flushed 1");
  }

  @Test
  void aCommandThatEndsInTimeSpeaksForItself() throws InterruptedException {
    interruption.beforeTheEnd(() -> "never");
    Thread hook = Thread.ofPlatform().start(() -> interruption.end(err, LONG, LONG));
    interruption.over();
    hook.join();
    assertThat(said()).isEmpty();
  }

  @Test
  void withoutWordsTheInterruptionIsSaid() {
    interruption.end(err, SHORT, LONG);
    assertThat(said()).isEqualTo("interrupted");
  }

  @Test
  void wordsThatAreNoLongerRegisteredAreNotSaid() {
    Interruption.Registration first = interruption.beforeTheEnd(() -> "first");
    Interruption.Registration second = interruption.beforeTheEnd(() -> "second");
    first.close(); // replaced before, so that it takes nothing away
    second.close();
    interruption.end(err, SHORT, LONG);
    assertThat(said()).isEqualTo("interrupted");
  }

  @Test
  void wordsThatNeverComeAreNotWaitedFor() {
    CountDownLatch never = new CountDownLatch(1);
    interruption.beforeTheEnd(() -> {
      try {
        never.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return "never";
    });
    interruption.end(err, SHORT, SHORT);
    assertThat(said()).isEqualTo("interrupted");
    never.countDown();
  }
}
