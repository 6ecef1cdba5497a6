package dev.carryover.bench;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A second figure beside every throughput: GFLOP/s. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.OPERATIONS)
public class Rate {
  /**
   * Multiplications and additions so far, in 10⁹; JMH sets it to zero before every iteration and
   * divides it by the iteration's seconds.
   */
  public double gflop;

  /** Counts one invocation. */
  public void add(double flop) {
    gflop += flop / 1e9;
  }
}
