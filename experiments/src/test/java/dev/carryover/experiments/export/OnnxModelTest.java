package dev.carryover.experiments.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.carryover.backend.Backends;
import dev.carryover.backend.Backends.Choice;
import dev.carryover.backend.Predictions;
import dev.carryover.backend.Session;
import dev.carryover.backend.TrainingState;
import dev.carryover.data.Examples;
import dev.carryover.network.Activation;
import dev.carryover.network.DenseSpec;
import dev.carryover.network.NetworkSpec;
import dev.carryover.program.Loss;
import dev.carryover.program.Optimizer;
import dev.carryover.program.TrainingProgram;
import dev.carryover.training.SeedSequence;
import dev.carryover.weights.NetworkWeights.Head;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** ONNX Runtime predicts from the models what the reference does from the parameters. */
class OnnxModelTest {
  private static final int EXAMPLES = 7;

  static Stream<NetworkSpec> autoencoders() {
    NetworkSpec one =
        NetworkSpec.of(
            new DenseSpec(6, 3, Activation.TANH), new DenseSpec(3, 6, Activation.SIGMOID));
    NetworkSpec two =
        NetworkSpec.of(
            new DenseSpec(784, 200, Activation.RELU),
            new DenseSpec(200, 50, Activation.RELU),
            new DenseSpec(50, 200, Activation.RELU),
            new DenseSpec(200, 784, Activation.SIGMOID));
    return Stream.of(one, one.withTiedDecoder(), two, two.withTiedDecoder());
  }

  @ParameterizedTest
  @MethodSource("autoencoders")
  void autoencodersReconstructTheSame(NetworkSpec network) throws OrtException {
    requireSame(network, Head.decoder(network.depth() / 2), Loss.BINARY_CROSS_ENTROPY);
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void everyActivationIsTheSame(Activation output) throws OrtException {
    NetworkSpec network =
        NetworkSpec.of(new DenseSpec(5, 4, Activation.RELU), new DenseSpec(4, 3, output));
    requireSame(
        network,
        Head.classifier(),
        output == Activation.SOFTMAX ? Loss.SOFTMAX_CROSS_ENTROPY : Loss.SQUARED_ERROR);
  }

  @ParameterizedTest
  @MethodSource("autoencoders")
  void tiedWeightsStandInTheFileOnce(NetworkSpec network) {
    ModelProto model =
        OnnxModel.of(
            network,
            Head.decoder(network.depth() / 2),
            new double[network.parameters().size()],
            Map.of());
    assertThat(model.getGraph().getInitializerCount())
        .isEqualTo(network.parameters().tensors().size());
  }

  private static double[] uniform(int count, double from, double to) {
    RandomGenerator random = new SeedSequence(1).generator("onnx", count);
    return random.doubles(count, from, to).toArray();
  }

  private static void requireSame(NetworkSpec network, Head head, Loss loss) throws OrtException {
    double reach = 1 / Math.sqrt(network.inputs());
    double[] parameters = uniform(network.parameters().size(), -reach, reach);
    double[] drawn = uniform(EXAMPLES * network.inputs(), 0, 1);
    float[][] inputs = new float[EXAMPLES][network.inputs()];
    float[] flat = new float[drawn.length];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = (float) drawn[i];
      inputs[i / network.inputs()][i % network.inputs()] = flat[i];
    }
    Predictions expected =
        reference(network, loss, parameters, new Examples(EXAMPLES, network.inputs(), flat));
    float[][] found =
        onnx(OnnxModel.of(network, head, parameters, Map.of("replica", "0")).toByteArray(), inputs);
    assertThat(found).hasDimensions(EXAMPLES, network.outputs());
    for (int e = 0; e < EXAMPLES; e++) {
      for (int o = 0; o < network.outputs(); o++) {
        assertThat(found[e][o]).isCloseTo(expected.value(0, e, o), within(1e-5f));
      }
    }
  }

  private static Predictions reference(
      NetworkSpec network, Loss loss, double[] parameters, Examples examples) {
    TrainingProgram program =
        TrainingProgram.of(network, loss, new Optimizer.Sgd(), 0.1, EXAMPLES, 1);
    Choice ejml = Backends.require("ejml");
    try (Session session = ejml.backend().compile(program, ejml.device())) {
      session.load(TrainingState.initial(program, parameters));
      return session.predict(examples);
    }
  }

  private static float[][] onnx(byte[] model, float[][] inputs) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(model);
        OnnxTensor images = OnnxTensor.createTensor(environment, inputs);
        OrtSession.Result result = session.run(Map.of(OnnxModel.INPUT, images))) {
      return (float[][]) result.get(OnnxModel.OUTPUT).orElseThrow().getValue();
    }
  }
}
