package dev.carryover.backend;

import dev.carryover.program.TrainingProgram;
import java.util.ArrayList;
import java.util.List;

/**
 * All that training changes: parameters, optimizer slots and the number of steps taken. Held in
 * float64, which holds every float32 too, so that a session loaded with another's state goes on bit
 * for bit.
 */
public final class TrainingState {
  private final double[] parameters;
  private final List<double[]> slots;
  private final long steps;

  /**
   * Takes ownership of the arrays: the caller must not change them afterwards.
   *
   * @param parameters {@code [R][P]} as {@code ParameterLayout} lays them out
   * @param slots the optimizer's slots, each {@code [R][P]}
   * @param steps how many updates were made
   * @throws IllegalArgumentException if a slot's length differs from the parameters', or steps is
   *     negative
   */
  public TrainingState(double[] parameters, List<double[]> slots, long steps) {
    for (double[] slot : slots) {
      if (slot.length != parameters.length) {
        throw new IllegalArgumentException(
            "a slot of %d values does not fit %d parameters"
                .formatted(slot.length, parameters.length));
      }
    }
    if (steps < 0) {
      throw new IllegalArgumentException("steps must be at least 0, found " + steps);
    }
    this.parameters = parameters;
    this.slots = List.copyOf(slots);
    this.steps = steps;
  }

  /** The state before the first step: the given parameters (owned from here on), slots of zeros. */
  public static TrainingState initial(TrainingProgram program, double[] parameters) {
    List<double[]> slots = new ArrayList<>();
    for (int s = 0; s < program.optimizer().slots(); s++) {
      slots.add(new double[parameters.length]);
    }
    return new TrainingState(parameters, slots, 0).requireFits(program);
  }

  /** {@code [R][P]}; this state's own array, not to be changed. */
  public double[] parameters() {
    return parameters;
  }

  /** The optimizer's slots, each {@code [R][P]}; this state's own arrays, not to be changed. */
  public List<double[]> slots() {
    return slots;
  }

  /** How many updates were made. */
  public long steps() {
    return steps;
  }

  /**
   * This state, if it is one of the given program.
   *
   * @throws IllegalArgumentException if the number of parameters or slots is another
   */
  public TrainingState requireFits(TrainingProgram program) {
    int expected = program.replicas() * program.network().parameters().size();
    if (parameters.length != expected) {
      throw new IllegalArgumentException(
          "%d replicas of %s have %d parameters, found %d"
              .formatted(program.replicas(), program.network(), expected, parameters.length));
    }
    if (slots.size() != program.optimizer().slots()) {
      throw new IllegalArgumentException(
          "%s has %d slots, found %d"
              .formatted(program.optimizer(), program.optimizer().slots(), slots.size()));
    }
    return this;
  }
}
