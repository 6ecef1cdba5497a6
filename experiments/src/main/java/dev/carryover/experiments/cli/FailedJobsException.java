package dev.carryover.experiments.cli;

/** Some of a run's experiments failed; the others are done. */
final class FailedJobsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  FailedJobsException(String message) {
    super(message);
  }
}
