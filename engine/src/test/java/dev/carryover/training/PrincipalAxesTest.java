package dev.carryover.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.carryover.data.Examples;
import dev.carryover.network.Activation;
import dev.carryover.network.DenseSpec;
import dev.carryover.network.NetworkSpec;
import dev.carryover.network.ParameterLayout;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrincipalAxesTest {
  private static final SeedSequence SEEDS = new SeedSequence(42);

  /** Eighths, which float32 holds exactly. */
  private static final Examples SIX =
      examples(4, 0, 1, 2, 8, 4, 3, 1, 0, 8, 6, 5, 1, 2, 2, 7, 3, 5, 8, 0, 4, 1, 0, 3, 6);

  private static Examples examples(int features, int... eighths) {
    float[] values = new float[eighths.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = eighths[i] / 8f;
    }
    return new Examples(eighths.length / features, features, values);
  }

  /** More than one chunk of examples whose features are mixtures of others. */
  private static Examples random(int count, int features) {
    RandomGenerator random = SEEDS.generator("examples", 0);
    float[] values = new float[count * features];
    for (int i = 0; i < count; i++) {
      float common = random.nextFloat();
      for (int j = 0; j < features; j++) {
        values[i * features + j] = 0.5f * common * (j + 1) / features + 0.5f * random.nextFloat();
      }
    }
    return new Examples(count, features, values);
  }

  private static NetworkSpec autoencoder(int features, int units) {
    return NetworkSpec.of(
        new DenseSpec(features, units, Activation.IDENTITY),
        new DenseSpec(units, features, Activation.IDENTITY));
  }

  /** numpy.linalg.eigh of the covariance, NumPy 2.4.6 on Python 3.11.7. */
  @Test
  void meanVariancesAndDirectionsAreNumpys() {
    PrincipalAxes axes = PrincipalAxes.of(SIX);
    assertThat(axes.mean())
        .containsExactly(
            new double[] {0.4166666666666667, 0.4166666666666667, 0.375, 0.4583333333333333},
            within(1e-15));
    assertThat(axes.variances())
        .containsExactly(
            new double[] {
              0.2788982621638907, 0.10999274131746364, 0.04514335880031853, 0.00867397105166038
            },
            within(1e-14));
    double[][] directions = {
      {0.6166764357513839, 0.5809604920534325, -0.03548281482355796, -0.5300340084505897},
      {0.06241343771956891, -0.38844732101450347, 0.8237151611433733, -0.4082971649316546},
      {0.16682970635636407, 0.4711924394722245, 0.5437330221260622, 0.6741661032052277},
      {0.7668002252595155, -0.5381182680915996, -0.15680785632232155, 0.31282173882844433}
    };
    for (int k = 0; k < 4; k++) {
      assertThat(axes.direction(k)).containsExactly(directions[k], within(1e-13));
    }
  }

  @Test
  void directionsAreOrthonormalAndVariancesFall() {
    PrincipalAxes axes = PrincipalAxes.of(random(1500, 9));
    for (int k = 0; k < 9; k++) {
      for (int m = 0; m < 9; m++) {
        double[] one = axes.direction(k);
        double[] other = axes.direction(m);
        double product = IntStream.range(0, 9).mapToDouble(j -> one[j] * other[j]).sum();
        assertThat(product).isCloseTo(k == m ? 1 : 0, within(1e-12));
      }
    }
    double[] variances = axes.variances();
    assertThat(variances[0]).isGreaterThan(2 * variances[1]);
    for (int k = 1; k < 9; k++) {
      assertThat(variances[k]).isPositive().isLessThanOrEqualTo(variances[k - 1]);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 9})
  void theAutoencodersErrorIsTheSumOfTheTrailingVariances(int units) {
    Examples examples = random(1500, 9);
    PrincipalAxes axes = PrincipalAxes.of(examples);
    NetworkSpec network = autoencoder(9, units);
    double[] parameters = axes.draw(network, 1, SEEDS);
    double sum = 0;
    for (int i = 0; i < examples.count(); i++) {
      double[] output =
          layer(network, parameters, 1, layer(network, parameters, 0, row(examples, i)));
      for (int j = 0; j < 9; j++) {
        sum += Math.pow(output[j] - examples.value(i, j), 2);
      }
    }
    double trailing = Arrays.stream(axes.variances()).skip(units).sum();
    assertThat(sum / examples.count()).isCloseTo(trailing, within(1e-10));
  }

  private static double[] row(Examples examples, int i) {
    return IntStream.range(0, examples.features()).mapToDouble(j -> examples.value(i, j)).toArray();
  }

  /** x·w + b, by the formula. */
  private static double[] layer(NetworkSpec network, double[] parameters, int layer, double[] x) {
    ParameterLayout layout = network.parameters();
    double[] z = new double[network.layer(layer).outputs()];
    for (int o = 0; o < z.length; o++) {
      z[o] = parameters[layout.bias(layer).offset() + o];
      for (int i = 0; i < x.length; i++) {
        z[o] += x[i] * parameters[layout.weight(layer).offset() + i * z.length + o];
      }
    }
    return z;
  }

  @Test
  void aTiedDecoderHasItsBiasAndEveryReplicaTheSame() {
    NetworkSpec tied = autoencoder(4, 2).withTiedDecoder();
    double[] drawn = PrincipalAxes.of(SIX).draw(tied, 2, SEEDS);
    int size = tied.parameters().size();
    assertThat(size).isEqualTo(4 * 2 + 2 + 4);
    double[] whole = PrincipalAxes.of(SIX).draw(autoencoder(4, 2), 1, SEEDS);
    for (int r = 0; r < 2; r++) {
      assertThat(Arrays.copyOfRange(drawn, r * size, r * size + 10))
          .containsExactly(Arrays.copyOf(whole, 10));
      assertThat(Arrays.copyOfRange(drawn, r * size + 10, (r + 1) * size))
          .containsExactly(PrincipalAxes.of(SIX).mean());
    }
  }

  /** A constant feature and a copy of another: two variances are 0, and the axes still axes. */
  @Test
  void examplesThatFillFewerDimensionsHaveVariancesOfNothing() {
    PrincipalAxes axes = PrincipalAxes.of(examples(3, 1, 1, 5, 2, 2, 5, 7, 7, 5));
    assertThat(axes.variances()[0]).isGreaterThan(0.1);
    assertThat(axes.variances()[1]).isBetween(0.0, 1e-15);
    assertThat(axes.variances()[2]).isBetween(0.0, 1e-15);
    assertThat(axes.direction(0))
        .containsExactly(new double[] {Math.sqrt(0.5), Math.sqrt(0.5), 0}, within(1e-12));
  }

  @Test
  void otherNetworksAreRefused() {
    PrincipalAxes axes = PrincipalAxes.of(SIX);
    NetworkSpec classifier =
        NetworkSpec.of(
            new DenseSpec(4, 2, Activation.IDENTITY), new DenseSpec(2, 3, Activation.SOFTMAX));
    for (NetworkSpec other : new NetworkSpec[] {autoencoder(4, 5), autoencoder(3, 2), classifier}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> axes.draw(other, 1, SEEDS))
          .withMessage(
              "the principal axes of 4 features make an autoencoder of two layers with at most as"
                  + " many units, found "
                  + other);
    }
  }
}
