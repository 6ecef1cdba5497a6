package dev.carryover.backend.vector;

import dev.carryover.bench.Rate;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.SplittableRandom;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * The three products of training, whole, on one thread and in the layouts that training uses, for
 * the paper's layers and a panel of examples.
 */
@NullUnmarked // JMH sets the fields, after construction
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ProductBenchmark {
  private static final int BATCH = Tile.PANEL;
  private static final double TOLERANCE = 1e-5;

  /** I, multiples of a tile's rows to keep the plain loops below plain. */
  @Param({"784", "200"})
  public int inputs;

  /** O. */
  @Param({"200", "784"})
  public int outputs;

  private Panels w;
  private Panels x;
  private Panels byExample;
  private Panels dz;
  private Panels z;
  private Panels dx;
  private Panels dw;

  /** Random factors, and every product checked against the loops of its formula. */
  @Setup
  public void fill() {
    w = random(outputs, inputs);
    x = random(inputs, BATCH);
    byExample = random(BATCH, inputs);
    dz = random(outputs, BATCH);
    z = zeros(outputs, BATCH);
    dx = zeros(inputs, BATCH);
    dw = zeros(outputs, inputs);
    Rate rate = new Rate();
    forward(rate);
    require("forward", z, BATCH, inputs, (o, b, i) -> w.get(o, i) * x.get(i, b));
    backward(rate);
    require("backward", dx, BATCH, outputs, (i, b, o) -> w.get(o, i) * dz.get(o, b));
    gradient(rate);
    require("gradient", dw, inputs, BATCH, (o, i, b) -> dz.get(o, b) * byExample.get(b, i));
  }

  /** z[o][b] = Σ_i w[o][i] · x[i][b]. */
  @Benchmark
  public MemorySegment forward(Rate rate) {
    Tile.rows(
        outputs,
        BATCH,
        inputs,
        w.values(),
        w.index(0, 0),
        w.panel(),
        x.values(),
        x.index(0, 0),
        z.values(),
        z.index(0, 0));
    rate.add(flop());
    return z.values();
  }

  /** dx[i][b] = Σ_o w[o][i] · dz[o][b]. */
  @Benchmark
  public MemorySegment backward(Rate rate) {
    for (int i = 0; i < inputs; i += Tile.PANEL) {
      Tile.columns(
          Math.min(inputs - i, Tile.PANEL),
          BATCH,
          outputs,
          w.values(),
          w.index(0, i),
          dz.values(),
          dz.index(0, 0),
          dx.values(),
          dx.index(i, 0));
    }
    rate.add(flop());
    return dx.values();
  }

  /** dw[o][i] = Σ_b dz[o][b] · x[b][i]. */
  @Benchmark
  public MemorySegment gradient(Rate rate) {
    for (int i = 0; i < inputs; i += Tile.PANEL) {
      Tile.rows(
          outputs,
          Tile.PANEL,
          BATCH,
          dz.values(),
          dz.index(0, 0),
          dz.panel(),
          byExample.values(),
          byExample.index(0, i),
          dw.values(),
          dw.index(0, i));
    }
    rate.add(flop());
    return dw.values();
  }

  private double flop() {
    return 2.0 * inputs * outputs * BATCH;
  }

  private interface Term {
    double at(int row, int column, int k);
  }

  private static void require(String product, Panels result, int columns, int terms, Term term) {
    double error = 0;
    double norm = 0;
    for (int m = 0; m < result.rows(); m++) {
      for (int n = 0; n < columns; n++) {
        double sum = 0;
        for (int k = 0; k < terms; k++) {
          sum += term.at(m, n, k);
        }
        error += Math.pow(result.get(m, n) - sum, 2);
        norm += sum * sum;
      }
    }
    if (!(Math.sqrt(error / norm) <= TOLERANCE)) {
      throw new AssertionError(
          product + " is " + Math.sqrt(error / norm) + " away from plain loops");
    }
  }

  private static Panels zeros(int rows, int columns) {
    return Panels.zeros(Arena.ofAuto(), rows, columns);
  }

  private static Panels random(int rows, int columns) {
    SplittableRandom random = new SplittableRandom(3);
    Panels values = zeros(rows, columns);
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        values.set(row, column, random.nextFloat() - 0.5f);
      }
    }
    return values;
  }
}
