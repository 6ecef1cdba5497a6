package dev.carryover.experiments.compare;

/**
 * What one backend did with the program.
 *
 * @param name the backend's
 * @param device the device's
 * @param replicas R
 * @param secondsPerEpoch for all replicas together, the median of the timed epochs
 * @param gflops the program's products over that time, in 10⁹ operations a second
 * @param speedup the reference's seconds over these
 * @param relativeDifference ‖Δw − Δw_ref‖₂ / ‖Δw_ref‖₂, Δw being what one epoch changes the
 *     parameters by, of the replicas that the reference trained
 */
public record Timing(
    String name,
    String device,
    int replicas,
    double secondsPerEpoch,
    double gflops,
    double speedup,
    double relativeDifference) {

  /** Whether it trained what the reference trained; never of a distance that is no number. */
  public boolean agrees() {
    return relativeDifference <= Comparison.TOLERANCE;
  }
}
