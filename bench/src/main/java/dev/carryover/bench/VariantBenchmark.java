package dev.carryover.bench;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What corruption, weight decay and tied layers cost: epochs with each beside plain ones. */
@NullUnmarked // JMH sets the fields, after construction
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class VariantBenchmark {
  /** In which way. */
  @Param public Variant variant;

  /** R. */
  @Param({"1", "8"})
  public int replicas;

  /** As users name it. */
  @Param("vector")
  public String backend;

  private Epochs epochs;

  /** Opens the session, which checks it. */
  @Setup
  public void open() {
    epochs = new Epochs(Work.of(replicas).in(variant), backend);
  }

  /** 125 steps of every replica. */
  @Benchmark
  public double[] epoch(Rate rate) {
    return epochs.next(rate);
  }

  /** Ends the session. */
  @TearDown
  public void close() {
    epochs.close();
  }
}
