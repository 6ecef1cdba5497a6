package dev.carryover.experiments.record.job;

import java.util.ArrayList;
import java.util.List;

/**
 * All that decides the bits of a job's results.
 *
 * @param experiments SHA-256 of the run's experiments as text
 * @param data SHA-256 of the data's content
 * @param program version and revision
 * @param backend the backend's name
 * @param device the device's name
 */
public record JobOrigin(
    String experiments, String data, String program, String backend, String device) {

  /** What has changed since, so that nothing made then can be gone on from; empty if nothing. */
  public List<String> changes(JobOrigin now) {
    List<String> changes = new ArrayList<>();
    add(changes, "experiment.yaml, SHA-256", experiments, now.experiments);
    add(changes, "the data, SHA-256", data, now.data);
    add(changes, "Carryover", program, now.program);
    return changes;
  }

  private static void add(List<String> changes, String what, String then, String now) {
    if (!then.equals(now)) {
      changes.add("%s %s, found %s".formatted(what, then, now));
    }
  }

  /** Whether what computes is the same, and so the bits. */
  public boolean computesLike(JobOrigin other) {
    return backend.equals(other.backend) && device.equals(other.device);
  }
}
