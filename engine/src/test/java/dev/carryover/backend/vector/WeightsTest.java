package dev.carryover.backend.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carryover.network.Activation;
import dev.carryover.network.DenseSpec;
import dev.carryover.network.NetworkSpec;
import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeightsTest {

  @ParameterizedTest
  @CsvSource({"1, 1", "31, 7", "32, 8", "33, 200", "5, 1000"})
  void whatIsLoadedIsSavedWhereItCameFrom(int inputs, int outputs) {
    NetworkSpec network = NetworkSpec.of(new DenseSpec(inputs, outputs, Activation.TANH));
    int size = network.parameters().size();
    int offset = 3;
    double[] parameters = new double[offset + size + 2];
    Arrays.setAll(parameters, i -> i);
    Layer layer = Layer.of(network, 0);
    for (Layer either : List.of(layer, layer.laidByInput())) {
      double[] saved = parameters.clone();
      Arrays.fill(saved, offset, offset + size, -1);
      try (Arena arena = Arena.ofShared()) {
        Weights weights = Weights.zeros(either, arena);
        weights.load(parameters, offset);
        weights.save(saved, offset);
      }
      assertThat(saved).isEqualTo(parameters);
    }
  }

  /** The encoder's matrix holds both biases: its own as a column more, the decoder's as a row. */
  @ParameterizedTest
  @CsvSource({"1, 1", "31, 7", "32, 8", "33, 200", "5, 1000"})
  void anEncodersMatrixHoldsItsDecodersBiasToo(int inputs, int outputs) {
    NetworkSpec network =
        NetworkSpec.of(
                new DenseSpec(inputs, outputs, Activation.TANH),
                new DenseSpec(outputs, inputs, Activation.TANH))
            .withTiedDecoder();
    double[] parameters = new double[network.parameters().size()];
    Arrays.setAll(parameters, i -> 1 + i);
    double[] saved = new double[parameters.length];
    try (Arena arena = Arena.ofShared()) {
      Layer layer = Layer.of(network, 0);
      Weights weights = Weights.zeros(layer, arena);
      weights.load(parameters, 0);
      weights.save(saved, 0);
      int slice = layer.slices() - 1;
      int row = outputs - layer.firstTile(slice) * Tile.ROWS;
      assertThat(weights.slice(slice).get(row, 0))
          .isEqualTo((float) parameters[network.parameters().bias(1).offset()]);
      assertThat(weights.slice(slice).get(row, inputs)).as("the corner").isZero();
      assertThat(weights.rowsIn(slice)).isEqualTo(weights.outputsIn(slice) + 1);
    }
    assertThat(saved).isEqualTo(parameters);
  }

  @ParameterizedTest
  @CsvSource({"1", "8", "9", "100", "128", "129", "1000"})
  void slicesAreTheirLayersTilesOneAfterAnother(int outputs) {
    Layer byOutput = Layer.of(NetworkSpec.of(new DenseSpec(3, outputs, Activation.TANH)), 0);
    for (Layer layer : List.of(byOutput, byOutput.laidByInput())) {
      assertThat(layer.firstTile(0)).isZero();
      assertThat(layer.firstTile(layer.slices())).isEqualTo(layer.tiles());
      for (int s = 0; s < layer.slices(); s++) {
        assertThat(layer.firstTile(s + 1)).isGreaterThan(layer.firstTile(s));
      }
    }
  }
}
