package dev.carryover.backend.ejml;

import dev.carryover.network.Activation;
import dev.carryover.network.NetworkSpec;
import dev.carryover.network.ParameterLayout;
import dev.carryover.network.ParameterLayout.Role;
import dev.carryover.network.ParameterLayout.Tensor;
import dev.carryover.program.Corruption;
import dev.carryover.program.TrainingProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.ejml.data.DMatrixRMaj;
import org.ejml.simple.SimpleMatrix;

/**
 * One network in training. x is {@code [B][I]}; in layer l, w is {@code [I][O]}, b {@code [1][O]},
 * z and a {@code [B][O]}.
 */
final class Replica {
  private final TrainingProgram program;
  private final NetworkSpec network;
  private final ParameterLayout layout;
  private final double learningRate;
  private final double weightDecay;
  private final Corruption corruption;

  /** Each tensor as a matrix. */
  private final Map<Tensor, SimpleMatrix> parameters;

  /** For each optimizer slot, each tensor's as a matrix. */
  private final List<Map<Tensor, SimpleMatrix>> slots;

  private Replica(
      TrainingProgram program,
      int r,
      Map<Tensor, SimpleMatrix> parameters,
      List<Map<Tensor, SimpleMatrix>> slots) {
    this.program = program;
    this.network = program.network();
    this.layout = network.parameters();
    this.learningRate = program.learningRates().get(r);
    this.weightDecay = program.weightDecays().get(r);
    this.corruption = program.corruptions().get(r);
    this.parameters = parameters;
    this.slots = slots;
  }

  /** Replica r of {@code [R][P]} parameters and slots, copied. */
  static Replica load(TrainingProgram program, int r, double[] parameters, List<double[]> slots) {
    ParameterLayout layout = program.network().parameters();
    int offset = r * layout.size();
    return new Replica(
        program,
        r,
        matrices(layout, parameters, offset),
        slots.stream().map(slot -> matrices(layout, slot, offset)).toList());
  }

  /** What a forward pass leaves behind in one layer. */
  record LayerPass(SimpleMatrix x, SimpleMatrix z, SimpleMatrix a) {}

  /** z = x·w + b and a = f(z), layer by layer from one on, each a the next layer's x. */
  private List<LayerPass> forward(int from, int to, SimpleMatrix input) {
    List<LayerPass> passes = new ArrayList<>();
    SimpleMatrix x = input;
    for (int l = from; l < to; l++) {
      SimpleMatrix z = x.mult(weight(l)).plus(ones(x.getNumRows()).mult(bias(l)));
      SimpleMatrix a = Activations.apply(network.layer(l).activation(), z);
      passes.add(new LayerPass(x, z, a));
      x = a;
    }
    return passes;
  }

  /** The last layer's a. */
  SimpleMatrix predict(SimpleMatrix input) {
    return activations(network.depth(), input);
  }

  /** What enters a layer, or leaves the network. */
  private SimpleMatrix activations(int layer, SimpleMatrix input) {
    return layer == 0 ? input : forward(0, layer, input).getLast().a();
  }

  /**
   * One step on a batch: forward, backward, update. Returns the loss summed over the batch's
   * examples.
   *
   * @param targets y of what enters the first layer that trains
   * @param number the number of this step, 1 the first
   */
  double step(SimpleMatrix input, UnaryOperator<SimpleMatrix> targets, long number) {
    int first = program.firstTrainedLayer();
    SimpleMatrix code = activations(first, input);
    SimpleMatrix y = targets.apply(code);
    List<LayerPass> passes = forward(first, network.depth(), corrupted(code, number - 1));
    gradients(passes, y).forEach((tensor, gradient) -> apply(tensor, gradient, number));
    LayerPass output = passes.getLast();
    return Losses.sum(program.loss(), output.z(), output.a(), y);
  }

  /** x with the masked values set to 0. */
  private SimpleMatrix corrupted(SimpleMatrix x, long stepsBefore) {
    return corruption.isNone()
        ? x
        : x.elementOp(
            (place, feature, value) -> corruption.masks(stepsBefore, place, feature) ? 0 : value);
  }

  /**
   * The gradient of the batch's mean loss by every tensor that trains, from the passes of the
   * layers from the first that trains on: dw = xᵀ·dz / B; db = 1ᵀ·dz / B; below it dz = (dz·wᵀ) ∘
   * f′(z). What tied layers share has the sum of both gradients.
   */
  private Map<Tensor, SimpleMatrix> gradients(List<LayerPass> passes, SimpleMatrix y) {
    Map<Tensor, SimpleMatrix> gradients = new LinkedHashMap<>();
    int batch = y.getNumRows();
    int first = program.firstTrainedLayer();
    SimpleMatrix dz =
        Losses.gradient(program.loss(), network.last().activation(), passes.getLast().z(), y);
    for (int l = network.depth() - 1; l >= first; l--) {
      SimpleMatrix dw = passes.get(l - first).x().transpose().mult(dz).divide(batch);
      SimpleMatrix db = ones(batch).transpose().mult(dz).divide(batch);
      if (l > first) {
        SimpleMatrix da = dz.mult(weight(l).transpose());
        Activation below = network.layer(l - 1).activation();
        dz = da.elementMult(Activations.derivative(below, passes.get(l - 1 - first).z()));
      }
      if (program.trains(l)) {
        gradients.merge(
            layout.weight(network.weightOwner(l)), transposedIfTied(l, dw), SimpleMatrix::plus);
        gradients.put(layout.bias(l), db);
      }
    }
    return gradients;
  }

  private void apply(Tensor tensor, SimpleMatrix gradient, long step) {
    double decay = tensor.role() == Role.WEIGHT ? weightDecay : 0;
    new Update(program.optimizer(), learningRate, decay)
        .apply(
            data(matrix(parameters, tensor)),
            slots.stream().map(slot -> data(matrix(slot, tensor))).toList(),
            data(gradient),
            step);
  }

  /** Writes this replica's parameters and slots from an offset on. */
  void store(int offset, double[] parameterArray, List<double[]> slotArrays) {
    store(parameters, parameterArray, offset);
    for (int s = 0; s < slots.size(); s++) {
      store(slots.get(s), slotArrays.get(s), offset);
    }
  }

  private static void store(Map<Tensor, SimpleMatrix> matrices, double[] array, int offset) {
    matrices.forEach((tensor, matrix) ->
        System.arraycopy(data(matrix), 0, array, offset + tensor.offset(), tensor.size()));
  }

  private static Map<Tensor, SimpleMatrix> matrices(
      ParameterLayout layout, double[] array, int offset) {
    Map<Tensor, SimpleMatrix> matrices = new LinkedHashMap<>();
    for (Tensor tensor : layout.tensors()) {
      int from = offset + tensor.offset();
      double[] values = Arrays.copyOfRange(array, from, from + tensor.size());
      matrices.put(
          tensor, SimpleMatrix.wrap(DMatrixRMaj.wrap(tensor.rows(), tensor.columns(), values)));
    }
    return matrices;
  }

  /** w of a layer: of a tied one its encoder's, transposed. */
  private SimpleMatrix weight(int layer) {
    return transposedIfTied(layer, matrix(parameters, layout.weight(network.weightOwner(layer))));
  }

  private SimpleMatrix transposedIfTied(int layer, SimpleMatrix matrix) {
    return network.layer(layer).isTied() ? matrix.transpose() : matrix;
  }

  private SimpleMatrix bias(int layer) {
    return matrix(parameters, layout.bias(layer));
  }

  private static SimpleMatrix matrix(Map<Tensor, SimpleMatrix> matrices, Tensor tensor) {
    return Objects.requireNonNull(matrices.get(tensor), tensor.toString());
  }

  private static SimpleMatrix ones(int rows) {
    return SimpleMatrix.ones(rows, 1);
  }

  private static double[] data(SimpleMatrix matrix) {
    return matrix.getDDRM().data;
  }
}
