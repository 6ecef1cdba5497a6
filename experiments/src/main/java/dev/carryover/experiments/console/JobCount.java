package dev.carryover.experiments.console;

import java.time.Duration;
import java.util.Locale;

/** How far a run's jobs are, in a line after each of them: done, failed, time left. */
public final class JobCount {
  private final int jobs;
  private int done;
  private int failed;
  private int ended;

  /**
   * @param jobs all of the run's
   * @param before how many of them an earlier process has done
   */
  public JobCount(int jobs, int before) {
    this.jobs = jobs;
    this.done = before;
  }

  /**
   * The line after a job has ended, for example {@code 3 of 252 experiments done, 1 failed, about
   * 0:12:30 left}; the time left is in proportion to what this process has taken for each so far.
   *
   * @param failure whether it failed
   * @param elapsed since this process began with the first
   */
  public String ended(boolean failure, Duration elapsed) {
    ended++;
    if (failure) {
      failed++;
    } else {
      done++;
    }
    int left = jobs - done - failed;
    String line =
        "%d of %d experiments done%s"
            .formatted(done, jobs, failed == 0 ? "" : ", %d failed".formatted(failed));
    return left == 0 ? line : line + ", about " + clock(elapsed.dividedBy(ended), left) + " left";
  }

  private static String clock(Duration each, int times) {
    long seconds = each.multipliedBy(times).toSeconds();
    return String.format(
        Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }
}
