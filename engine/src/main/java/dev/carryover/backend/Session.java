package dev.carryover.backend;

import dev.carryover.data.Examples;
import dev.carryover.program.BatchOrder;

/**
 * One program in training on one device. Call {@link #bind} and {@link #load} before {@link
 * #trainEpoch}; {@link #load} before {@link #predict} and {@link #state}; after {@link #close}
 * every call but that is an {@code IllegalStateException}. For one thread at a time.
 *
 * <p>The same state, examples and orders give the same bits on the same backend and device.
 */
public interface Session extends AutoCloseable {

  /**
   * Gives the session the examples that orders index, and their targets. May be called again;
   * optimizer state and parameters stay.
   *
   * @throws IllegalArgumentException if examples or targets do not fit the network or its loss
   * @throws BackendException if the device fails, and then nothing is bound
   */
  void bind(Examples examples, Targets targets);

  /**
   * Sets parameters, optimizer slots and step count. The state is only read.
   *
   * @throws IllegalArgumentException if the state does not fit the program
   * @throws BackendException if the device fails, and then nothing is loaded
   */
  void load(TrainingState state);

  /**
   * Trains every replica for one epoch and returns the mean loss of each, {@code [R]}: the mean,
   * over the examples visited, of each example's loss just before the step that it takes part in,
   * without weight decay.
   *
   * @throws IllegalArgumentException if the order does not fit the program or the bound examples
   * @throws IllegalStateException if nothing is bound or loaded
   * @throws BackendException if the device fails, and then nothing is loaded
   */
  double[] trainEpoch(BatchOrder order);

  /**
   * The last layer's activations for uncorrupted examples; the caller owns them.
   *
   * @param examples any number, not necessarily the bound ones
   * @throws IllegalArgumentException if an example's length is not the network's, or the
   *     predictions are more than one array holds
   * @throws IllegalStateException if nothing is loaded
   * @throws BackendException if the device fails
   */
  Predictions predict(Examples examples);

  /**
   * Parameters, optimizer slots and step count, copied: loaded into a session of the same program,
   * backend and device, training goes on bit for bit.
   *
   * @throws IllegalStateException if nothing is loaded
   * @throws BackendException if the device fails
   */
  TrainingState state();

  /** Gives back memory and threads. Calling it again does nothing. */
  @Override
  void close();
}
