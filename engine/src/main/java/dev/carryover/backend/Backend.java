package dev.carryover.backend;

import dev.carryover.program.TrainingProgram;
import java.util.OptionalDouble;

/**
 * One way to run training programs. Found by {@code ServiceLoader}; see {@link Backends}.
 *
 * <p>A backend has no randomness of its own and never hands work to another backend.
 */
public interface Backend {

  /** The name users type: lower case, unique. */
  String name();

  /**
   * Whether it can run here, found out anew at each call. Throws nothing because something is
   * missing.
   */
  Availability availability();

  /**
   * A session ready to train, which checks what it is asked before the backend does it. Whatever is
   * slow (compilation, tuning) happens here, once.
   *
   * <p>For callers; a backend implements {@link #open} and leaves this as it is.
   *
   * @param device one of those that {@link #availability} named
   * @throws BackendException if the device cannot take the program, naming backend, device, what
   *     the program needs and what there is
   */
  default Session compile(TrainingProgram program, Device device) {
    return new CheckedSession(program, open(program, device));
  }

  /**
   * What {@link #compile}'s session works with: for backends to implement, and for nobody else to
   * call.
   *
   * @param device one of those that {@link #availability} named
   * @throws BackendException as {@link #compile} does
   */
  SessionService open(TrainingProgram program, Device device);

  /**
   * The rate at which a device multiplies and adds single-precision numbers when nothing else holds
   * it up, in 10⁹ operations a second, measured now; empty where a backend does not measure it. It
   * is what a training program's rate is judged by.
   */
  default OptionalDouble peakGflops(Device device) {
    return OptionalDouble.empty();
  }
}
