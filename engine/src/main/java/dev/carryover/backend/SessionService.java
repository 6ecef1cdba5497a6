package dev.carryover.backend;

import dev.carryover.data.Examples;
import dev.carryover.program.BatchOrder;
import java.util.List;

/**
 * What a backend does for a {@link Session}, which is its only caller and has checked every
 * argument and the order of calls: that examples, targets, states and orders fit the program, that
 * examples are bound and a state loaded where they are needed, and that nothing is asked after
 * {@link #close}. So a service holds kernels, not guards; it counts no steps and allocates nothing
 * that the caller gets. For one thread at a time.
 */
public interface SessionService extends AutoCloseable {

  /** Takes examples and their targets in place of those bound before; may keep both. */
  void bind(Examples examples, Targets targets);

  /**
   * Sets parameters and optimizer slots. The arrays are only read, and not kept.
   *
   * @param parameters {@code [R][P]} as {@code ParameterLayout} lays them out
   * @param slots the optimizer's slots, each {@code [R][P]}
   */
  void load(double[] parameters, List<double[]> slots);

  /**
   * Trains every replica for one epoch and returns the sum of each one's losses, {@code [R]}, each
   * example's loss taken just before the step that it takes part in. A replica whose order has
   * ended stands still: parameters and slots stay as its last step left them.
   *
   * @param order which examples
   * @param stepsBefore how many steps each replica has taken before, {@code [R]}
   * @throws BackendException if the device fails
   */
  double[] trainEpoch(BatchOrder order, long[] stepsBefore);

  /**
   * Writes the last layer's activations.
   *
   * @param predictions {@code [R][n][O]}; all of it is written
   * @throws BackendException if the device fails
   */
  void predict(Examples examples, float[] predictions);

  /**
   * Writes parameters and slots to arrays as {@link #load} takes them.
   *
   * @throws BackendException if the device fails
   */
  void save(double[] parameters, List<double[]> slots);

  /** Gives back memory and threads. Calling it again does nothing. */
  @Override
  void close();
}
