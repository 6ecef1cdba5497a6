package dev.carryover.backend.opencl;

/** Kernels bound to all that an epoch needs. */
interface EpochRun extends AutoCloseable {

  /** Enqueues one epoch. Does not wait. */
  void enqueue();

  @Override
  void close();
}
