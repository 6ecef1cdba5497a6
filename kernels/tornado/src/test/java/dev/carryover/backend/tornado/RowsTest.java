package dev.carryover.backend.tornado;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carryover.backend.conformance.Subject;
import dev.carryover.network.Activation;
import dev.carryover.network.NetworkSpec;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/** Parameters come back from rows of whole vectors as they went there, and zeros lie between. */
class RowsTest {
  /** Tensors of 5 by 17, 17, 17 by 32 and 32: strides of 32. */
  private static final NetworkSpec NETWORK =
      Subject.network(5, 17, Activation.RELU, 32, Activation.IDENTITY);

  @Test
  void parametersComeBackAndZerosLieBetween() {
    int replicas = 2;
    double[] values = new double[replicas * NETWORK.parameters().size()];
    Arrays.setAll(values, i -> i + 1);
    int begin = 48;
    FloatArray array = Slabs.floats(begin + (long) replicas * Rows.parameters(NETWORK));
    Rows.pack(NETWORK, values, array, begin);
    double[] found = new double[values.length];
    Rows.unpack(NETWORK, array, begin, found);
    assertThat(found).isEqualTo(values);
    assertThat(Rows.parameters(NETWORK)).isEqualTo((5 + 1 + 17 + 1) * 32);
    long others = 0;
    for (int i = 0; i < array.getSize(); i++) {
      others += array.get(i) == 0 ? 1 : 0;
    }
    assertThat(others).isEqualTo(array.getSize() - values.length);
  }

  @Test
  void everyTensorStartsAtAWholeVector() {
    for (var tensor : NETWORK.parameters().tensors()) {
      assertThat(Rows.start(NETWORK.parameters(), tensor) % Rows.VECTOR).isZero();
    }
    assertThat(Rows.start(NETWORK.parameters(), NETWORK.parameters().bias(0))).isEqualTo(5 * 32);
    assertThat(Rows.start(NETWORK.parameters(), NETWORK.parameters().weight(1))).isEqualTo(6 * 32);
  }
}
