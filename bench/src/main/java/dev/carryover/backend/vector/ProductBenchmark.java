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

  private int stride;
  private MemorySegment w;
  private MemorySegment x;
  private MemorySegment byExample;
  private MemorySegment dz;
  private MemorySegment result;

  /** Random factors, and every product checked against the loops of its formula. */
  @Setup
  public void fill() {
    stride = Tile.padded(inputs);
    w = random(outputs, stride);
    x = random(inputs, BATCH);
    byExample = random(stride, BATCH);
    dz = random(outputs, BATCH);
    result = Tile.floats(Arena.ofAuto(), (long) outputs * stride);
    Rate rate = new Rate();
    forward(rate);
    require(
        "forward",
        outputs,
        BATCH,
        BATCH,
        inputs,
        (o, b, i) -> at(w, o, stride, i) * at(x, i, BATCH, b));
    backward(rate);
    require(
        "backward",
        inputs,
        BATCH,
        BATCH,
        outputs,
        (i, b, o) -> at(w, o, stride, i) * at(dz, o, BATCH, b));
    gradient(rate);
    require(
        "gradient",
        outputs,
        inputs,
        stride,
        BATCH,
        (o, i, b) ->
            at(dz, o, BATCH, b)
                * at(byExample, i / Tile.PANEL * BATCH + b, Tile.PANEL, i % Tile.PANEL));
  }

  /** z[o][b] = Σ_i w[o][i] · x[i][b]. */
  @Benchmark
  public MemorySegment forward(Rate rate) {
    for (int o = 0; o < outputs; o += Tile.ROWS) {
      Tile.rows(inputs, w, (long) o * stride, stride, x, 0, result, (long) o * BATCH, BATCH);
    }
    rate.add(flop());
    return result;
  }

  /** dx[i][b] = Σ_o w[o][i] · dz[o][b]. */
  @Benchmark
  public MemorySegment backward(Rate rate) {
    for (int i = 0; i < inputs; i += Tile.ROWS) {
      Tile.columns(outputs, w, i, stride, dz, 0, BATCH, result, (long) i * BATCH, BATCH);
    }
    rate.add(flop());
    return result;
  }

  /** dw[o][i] = Σ_b dz[o][b] · x[b][i]. */
  @Benchmark
  public MemorySegment gradient(Rate rate) {
    for (int o = 0; o < outputs; o += Tile.ROWS) {
      for (int i = 0; i < stride; i += Tile.PANEL) {
        long row = (long) o * BATCH;
        Tile.rows(
            BATCH,
            dz,
            row,
            BATCH,
            byExample,
            (long) i * BATCH,
            result,
            (long) o * stride + i,
            stride);
      }
    }
    rate.add(flop());
    return result;
  }

  private double flop() {
    return 2.0 * inputs * outputs * BATCH;
  }

  private interface Term {
    double at(int row, int column, int k);
  }

  private void require(
      String product, int rows, int columns, int resultStride, int terms, Term term) {
    double error = 0;
    double norm = 0;
    for (int m = 0; m < rows; m++) {
      for (int n = 0; n < columns; n++) {
        double sum = 0;
        for (int k = 0; k < terms; k++) {
          sum += term.at(m, n, k);
        }
        error += Math.pow(at(result, m, resultStride, n) - sum, 2);
        norm += sum * sum;
      }
    }
    if (!(Math.sqrt(error / norm) <= TOLERANCE)) {
      throw new AssertionError(
          product + " is " + Math.sqrt(error / norm) + " away from plain loops");
    }
  }

  private static double at(MemorySegment values, int row, int stride, int column) {
    return values.getAtIndex(Tile.FLOAT, (long) row * stride + column);
  }

  private static MemorySegment random(int rows, int columns) {
    SplittableRandom random = new SplittableRandom(3);
    MemorySegment values = Tile.floats(Arena.ofAuto(), (long) rows * columns);
    for (long i = 0; i < (long) rows * columns; i++) {
      values.setAtIndex(Tile.FLOAT, i, random.nextFloat() - 0.5f);
    }
    return values;
  }
}
