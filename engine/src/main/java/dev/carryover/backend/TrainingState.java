package dev.carryover.backend;

import dev.carryover.program.TrainingProgram;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * All that training changes: parameters, optimizer slots and the number of steps that each replica
 * has taken. Held in float64, which holds every float32 too, so that a session loaded with
 * another's state goes on bit for bit.
 */
public final class TrainingState {
  private final double[] parameters;
  private final List<double[]> slots;
  private final long[] steps;

  /**
   * Takes ownership of the arrays: the caller must not change them afterwards.
   *
   * @param parameters {@code [R][P]} as {@code ParameterLayout} lays them out
   * @param slots the optimizer's slots, each {@code [R][P]}
   * @param steps how many updates each replica has had, {@code [R]}, or one number for all of them
   * @throws IllegalArgumentException if a slot's length differs from the parameters', there is no
   *     step count, or one is negative
   */
  public TrainingState(double[] parameters, List<double[]> slots, long... steps) {
    for (double[] slot : slots) {
      if (slot.length != parameters.length) {
        throw new IllegalArgumentException(
            "a slot of %d values does not fit %d parameters"
                .formatted(slot.length, parameters.length));
      }
    }
    if (steps.length == 0) {
      throw new IllegalArgumentException("a state needs a number of steps");
    }
    for (long taken : steps) {
      if (taken < 0) {
        throw new IllegalArgumentException("steps must be at least 0, found " + taken);
      }
    }
    this.parameters = parameters;
    this.slots = List.copyOf(slots);
    this.steps = steps;
  }

  /** The state before the first step: the given parameters (owned from here on), slots of zeros. */
  public static TrainingState initial(TrainingProgram program, double[] parameters) {
    return new TrainingState(parameters, slots(program, parameters.length), 0).requireFits(program);
  }

  /** A state of zeros, to be written, after so many steps of each replica. */
  static TrainingState allocate(TrainingProgram program, long[] steps) {
    int size = program.replicas() * program.network().parameters().size();
    return new TrainingState(new double[size], slots(program, size), steps);
  }

  private static List<double[]> slots(TrainingProgram program, int size) {
    return Stream.generate(() -> new double[size]).limit(program.optimizer().slots()).toList();
  }

  /**
   * One state of the replicas of several, in their order; the arrays are copied.
   *
   * @param replicas how many each has
   * @throws IllegalArgumentException if they have different numbers of slots, or are not as many as
   *     the numbers of replicas
   */
  public static TrainingState together(List<TrainingState> states, List<Integer> replicas) {
    int slots = states.getFirst().slots.size();
    if (states.size() != replicas.size()
        || states.stream().anyMatch(state -> state.slots.size() != slots)) {
      throw new IllegalArgumentException(
          "expected %d states of %d slots, found %s slots"
              .formatted(
                  replicas.size(),
                  slots,
                  states.stream().map(state -> state.slots.size()).toList()));
    }
    return new TrainingState(
        concatenated(states.stream().map(TrainingState::parameters).toList()),
        IntStream.range(0, slots)
            .mapToObj(s -> concatenated(states.stream().map(state -> state.slots.get(s)).toList()))
            .toList(),
        IntStream.range(0, states.size())
            .boxed()
            .flatMapToLong(i -> IntStream.range(0, replicas.get(i)).mapToLong(states.get(i)::steps))
            .toArray());
  }

  private static double[] concatenated(List<double[]> parts) {
    double[] all =
        new double[parts.stream().mapToInt(part -> part.length).reduce(0, Math::addExact)];
    int end = 0;
    for (double[] part : parts) {
      System.arraycopy(part, 0, all, end, part.length);
      end += part.length;
    }
    return all;
  }

  /**
   * The state of some of the replicas; the arrays are copied.
   *
   * @param from the first of them
   * @param to the one after the last
   * @param size P
   */
  public TrainingState replicas(int from, int to, int size) {
    return new TrainingState(
        Arrays.copyOfRange(parameters, from * size, to * size),
        slots.stream().map(slot -> Arrays.copyOfRange(slot, from * size, to * size)).toList(),
        IntStream.range(from, to).mapToLong(this::steps).toArray());
  }

  /** {@code [R][P]}; this state's own array, not to be changed. */
  public double[] parameters() {
    return parameters;
  }

  /** The optimizer's slots, each {@code [R][P]}; this state's own arrays, not to be changed. */
  public List<double[]> slots() {
    return slots;
  }

  /** How many updates a replica has had. */
  public long steps(int replica) {
    return steps.length == 1 ? steps[0] : steps[replica];
  }

  /**
   * This state, if it is one of the given program.
   *
   * @throws IllegalArgumentException if the number of parameters, slots or step counts is another
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
    if (steps.length != 1 && steps.length != program.replicas()) {
      throw new IllegalArgumentException(
          "%d replicas have as many step counts, found %d"
              .formatted(program.replicas(), steps.length));
    }
    return this;
  }
}
