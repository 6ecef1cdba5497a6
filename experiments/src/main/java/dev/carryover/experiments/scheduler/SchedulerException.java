package dev.carryover.experiments.scheduler;

/** A scheduler cannot run jobs; the message says why in a line. */
public final class SchedulerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Of its own. */
  public SchedulerException(String message) {
    super(message);
  }

  /** With what was the matter. */
  public SchedulerException(String message, Throwable cause) {
    super(message, cause);
  }
}
