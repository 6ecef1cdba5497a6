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

/** What inputs that are 0 for the most part save: epochs on digits beside epochs on noise. */
@NullUnmarked // JMH sets the fields, after construction
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ZerosBenchmark {
  /** The images. */
  @Param public Pixels pixels;

  /** Whether a classifier is trained, 784-200-10, and not the autoencoder. */
  @Param({"true", "false"})
  public boolean classifier;

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
    Work work = Work.of(replicas).on(pixels);
    epochs = new Epochs(classifier ? work.classifying() : work, backend);
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
