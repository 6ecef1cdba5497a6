package dev.carryover.training;

import dev.carryover.data.Examples;
import dev.carryover.network.NetworkSpec;
import dev.carryover.network.ParameterLayout.Role;
import dev.carryover.network.ParameterLayout.Tensor;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * The principal axes of examples: the directions u_1, u_2, … in which they vary most, orthonormal,
 * with their variances λ_1 ≥ λ_2 ≥ …, eigenvectors and eigenvalues of the covariance (x − x̄)ᵀ(x −
 * x̄) / n (Pearson 1901, Hotelling 1933). As an initializer they make the linear autoencoder of
 * least squared error (Baldi and Hornik 1989, <i>Neural networks and principal component
 * analysis</i>): encoder weights w = (u_1 … u_O) with bias −x̄·w, decoder weights wᵀ with bias x̄.
 * Its error over the examples, summed over the features, is the sum of the variances from the one
 * after the O-th on. All replicas start alike.
 *
 * <p>An axis is determined but for its sign: its component of the greatest magnitude is positive.
 */
public final class PrincipalAxes implements Initializer {
  /** So many examples are centred at once, so that memory does not grow with their number. */
  private static final int CHUNK = 1024;

  private final double[] mean;
  private final List<Axis> axes;

  /** A direction, {@code [I]}, and the examples' variance in it. */
  @SuppressWarnings("ArrayRecordComponent") // never compared, and only read
  private record Axis(double variance, double[] direction) {}

  private PrincipalAxes(double[] mean, List<Axis> axes) {
    this.mean = mean;
    this.axes = axes;
  }

  /**
   * The axes of examples, as many as they have features.
   *
   * @throws IllegalArgumentException if the eigenvalues of their covariance cannot be found
   */
  public static PrincipalAxes of(Examples examples) {
    double[] mean = mean(examples);
    DMatrixRMaj covariance = covariance(examples, mean);
    EigenDecomposition_F64<DMatrixRMaj> eigen =
        DecompositionFactory_DDRM.eig(examples.features(), true, true);
    if (!eigen.decompose(covariance)) {
      throw new IllegalArgumentException(
          "%d examples of %d features: expected a covariance that has eigenvalues, found none"
              .formatted(examples.count(), examples.features()));
    }
    List<Axis> axes =
        IntStream.range(0, examples.features())
            .mapToObj(k ->
                new Axis(
                    // What rounding makes of 0 may be a little less.
                    Math.max(0, eigen.getEigenvalue(k).getReal()),
                    withSign(eigen.getEigenVector(k).data)))
            .sorted(Comparator.comparingDouble(Axis::variance).reversed())
            .toList();
    return new PrincipalAxes(mean, axes);
  }

  private static double[] mean(Examples examples) {
    double[] mean = new double[examples.features()];
    for (int i = 0; i < examples.count(); i++) {
      for (int j = 0; j < mean.length; j++) {
        mean[j] += examples.value(i, j);
      }
    }
    for (int j = 0; j < mean.length; j++) {
      mean[j] /= examples.count();
    }
    return mean;
  }

  private static DMatrixRMaj covariance(Examples examples, double[] mean) {
    DMatrixRMaj covariance = new DMatrixRMaj(mean.length, mean.length);
    DMatrixRMaj part = new DMatrixRMaj(mean.length, mean.length);
    for (int from = 0; from < examples.count(); from += CHUNK) {
      DMatrixRMaj centred = new DMatrixRMaj(Math.min(CHUNK, examples.count() - from), mean.length);
      for (int i = 0; i < centred.numRows; i++) {
        for (int j = 0; j < mean.length; j++) {
          centred.unsafe_set(i, j, examples.value(from + i, j) - mean[j]);
        }
      }
      CommonOps_DDRM.multInner(centred, part);
      CommonOps_DDRM.addEquals(covariance, part);
    }
    CommonOps_DDRM.divide(covariance, examples.count());
    return covariance;
  }

  private static double[] withSign(double[] direction) {
    double greatest = 0;
    for (double component : direction) {
      greatest = Math.abs(component) > Math.abs(greatest) ? component : greatest;
    }
    double[] turned = direction.clone();
    for (int j = 0; j < turned.length; j++) {
      turned[j] *= Math.signum(greatest);
    }
    return turned;
  }

  /** The examples' mean x̄, {@code [I]}; a copy. */
  public double[] mean() {
    return mean.clone();
  }

  /** The variances λ, {@code [I]}, the greatest first. */
  public double[] variances() {
    return axes.stream().mapToDouble(Axis::variance).toArray();
  }

  /** One direction u, {@code [I]}, 0 that of the greatest variance; a copy. */
  public double[] direction(int k) {
    return axes.get(k).direction().clone();
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the network is not of two layers, the second mirroring the
   *     first, over examples of as many features, or the first has more units than features
   */
  @Override
  public double[] draw(NetworkSpec network, Tensor tensor, int replica, SeedSequence seeds) {
    int units = network.layer(0).outputs();
    if (network.depth() != 2
        || network.inputs() != mean.length
        || network.outputs() != mean.length
        || units > mean.length) {
      throw new IllegalArgumentException(
          "the principal axes of %d features make an autoencoder of two layers with at most as many"
                  .formatted(mean.length)
              + " units, found "
              + network);
    }
    boolean encoder = tensor.layer() == 0;
    if (tensor.role() == Role.WEIGHT) {
      return encoder ? encoderWeights(units) : decoderWeights(units);
    }
    return encoder ? encoderBias(units) : mean();
  }

  /** {@code [I][O]}: column o is direction o. */
  private double[] encoderWeights(int units) {
    double[] weights = new double[mean.length * units];
    for (int i = 0; i < mean.length; i++) {
      for (int o = 0; o < units; o++) {
        weights[i * units + o] = axes.get(o).direction()[i];
      }
    }
    return weights;
  }

  /** {@code [O][I]}: row o is direction o. */
  private double[] decoderWeights(int units) {
    double[] weights = new double[units * mean.length];
    for (int o = 0; o < units; o++) {
      System.arraycopy(axes.get(o).direction(), 0, weights, o * mean.length, mean.length);
    }
    return weights;
  }

  private double[] encoderBias(int units) {
    double[] bias = new double[units];
    for (int o = 0; o < units; o++) {
      for (int i = 0; i < mean.length; i++) {
        bias[o] -= mean[i] * axes.get(o).direction()[i];
      }
    }
    return bias;
  }
}
