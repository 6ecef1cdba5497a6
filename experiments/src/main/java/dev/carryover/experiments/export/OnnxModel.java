package dev.carryover.experiments.export;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import dev.carryover.experiments.record.Provenance;
import dev.carryover.network.Activation;
import dev.carryover.network.DenseSpec;
import dev.carryover.network.NetworkSpec;
import dev.carryover.weights.Layout;
import dev.carryover.weights.NamedTensor;
import dev.carryover.weights.NetworkWeights;
import dev.carryover.weights.NetworkWeights.Head;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One network as an ONNX model in float32: a {@code Gemm} and its activation for each layer, from
 * {@code input [N, I]} to {@code output [N, O]}. A tied layer uses its encoder's weights
 * transposed, so they stand in the file once.
 *
 * <p>Source: the ONNX operators {@code Gemm}, {@code Relu}, {@code Sigmoid}, {@code Tanh} and
 * {@code Softmax} of operator set 13.
 */
final class OnnxModel {
  static final String INPUT = "input";
  static final String OUTPUT = "output";

  /** The first in which Softmax is over the last axis; every runtime of the last years reads it. */
  private static final int OPERATOR_SET = 13;

  /** The version of the file format that came with that operator set. */
  private static final int IR_VERSION = 7;

  private OnnxModel() {}

  /**
   * The model.
   *
   * @param parameters {@code [P]}
   * @param metadata text about it, by key
   */
  static ModelProto of(
      NetworkSpec network, Head head, double[] parameters, Map<String, String> metadata) {
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPERATOR_SET))
            .setProducerName("carryover")
            .setProducerVersion(Provenance.program())
            .setGraph(graph(network, head, parameters));
    new TreeMap<>(metadata)
        .forEach((key, value) ->
            model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return model.build();
  }

  private static GraphProto graph(NetworkSpec network, Head head, double[] parameters) {
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .setName(network.toString())
            .addInput(rows(INPUT, network.inputs()))
            .addOutput(rows(OUTPUT, network.outputs()));
    NetworkWeights.tensors(network, head, parameters, 0, Layout.CARRYOVER)
        .forEach(tensor -> graph.addInitializer(tensor(tensor)));
    List<String> names = NetworkWeights.layerNames(network, head);
    String entering = INPUT;
    for (int l = 0; l < network.depth(); l++) {
      DenseSpec layer = network.layer(l);
      String leaving = l == network.depth() - 1 ? OUTPUT : names.get(l) + ".a";
      boolean isActive = layer.activation() != Activation.IDENTITY;
      String sum = isActive ? names.get(l) + ".z" : leaving;
      NodeProto.Builder product =
          NodeProto.newBuilder()
              .setName(names.get(l))
              .setOpType("Gemm")
              .addInput(entering)
              .addInput(names.get(network.weightOwner(l)) + NetworkWeights.WEIGHT)
              .addInput(names.get(l) + NetworkWeights.BIAS)
              .addOutput(sum);
      graph.addNode(layer.isTied() ? product.addAttribute(transposed()) : product);
      if (isActive) {
        graph.addNode(activation(layer.activation(), sum, leaving));
      }
      entering = leaving;
    }
    return graph.build();
  }

  /** Gemm's second factor is transposed before it is used. */
  private static AttributeProto transposed() {
    return AttributeProto.newBuilder()
        .setName("transB")
        .setType(AttributeProto.AttributeType.INT)
        .setI(1)
        .build();
  }

  private static NodeProto activation(Activation activation, String from, String to) {
    String operator =
        switch (activation) {
          case IDENTITY -> "Identity";
          case RELU -> "Relu";
          case SIGMOID -> "Sigmoid";
          case TANH -> "Tanh";
          case SOFTMAX -> "Softmax";
        };
    return NodeProto.newBuilder()
        .setName(to + ".activation")
        .setOpType(operator)
        .addInput(from)
        .addOutput(to)
        .build();
  }

  /** A matrix of any number of rows. */
  private static ValueInfoProto rows(String name, int columns) {
    TensorShapeProto shape =
        TensorShapeProto.newBuilder()
            .addDim(Dimension.newBuilder().setDimParam("N"))
            .addDim(Dimension.newBuilder().setDimValue(columns))
            .build();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(TensorProto.DataType.FLOAT.getNumber())
                        .setShape(shape)))
        .build();
  }

  private static TensorProto tensor(NamedTensor tensor) {
    ByteBuffer values =
        ByteBuffer.allocate(Math.multiplyExact(Float.BYTES, tensor.values().length))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (double value : tensor.values()) {
      values.putFloat((float) value);
    }
    TensorProto.Builder proto =
        TensorProto.newBuilder()
            .setName(tensor.name())
            .setDataType(TensorProto.DataType.FLOAT.getNumber())
            .setRawData(ByteString.copyFrom(values.flip()));
    tensor.shape().forEach(proto::addDims);
    return proto.build();
  }
}
