package dev.carryover.backend;

import dev.carryover.program.TrainingProgram;

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
   * A session ready to train. Whatever is slow (compilation, tuning) happens here, once.
   *
   * @param device one of those that {@link #availability} named
   * @throws BackendException if the device cannot take the program, naming backend, device, what
   *     the program needs and what there is
   */
  Session compile(TrainingProgram program, Device device);
}
