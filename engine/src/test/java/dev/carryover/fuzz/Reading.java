package dev.carryover.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.carryover.data.DataException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;

/** What every reader of a foreign file owes, whatever the file holds. */
public final class Reading {
  private static final int MOST_MESSAGE = 200;
  private static final Duration MOST_TIME = Duration.ofSeconds(5);
  private static final long FREE_BYTES = 16L << 20;
  private static final long BYTES_PER_BYTE = 200;

  private Reading() {}

  /**
   * Reads an input, which must give a value or a proper refusal: a {@link DataException} whose
   * message is one line of at most 200 characters, none of them a control character. Neither may
   * take more than 5 s, or allocate more than 16 MiB and 200 bytes for each byte of the input.
   *
   * @return the value, empty for a refusal
   * @throws AssertionError if the refusal is not proper, or it took too long or too much
   * @throws Exception what the reader throws otherwise
   */
  public static <T> Optional<T> of(byte[] input, Callable<T> reader) throws Exception {
    ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    long before = threads.getCurrentThreadAllocatedBytes();
    long start = System.nanoTime();
    Optional<T> value;
    try {
      value = Optional.of(reader.call());
    } catch (DataException e) {
      requireProper(String.valueOf(e.getMessage()));
      value = Optional.empty();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).as("time").isLessThan(MOST_TIME);
    assertThat(threads.getCurrentThreadAllocatedBytes() - before)
        .as("bytes allocated")
        .isLessThan(FREE_BYTES + BYTES_PER_BYTE * input.length);
    return value;
  }

  private static void requireProper(String message) {
    assertThat(message).hasSizeLessThanOrEqualTo(MOST_MESSAGE).contains("expected", "found");
    assertThat(message.chars().noneMatch(Character::isISOControl)).as(message).isTrue();
  }
}
