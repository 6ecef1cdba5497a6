package dev.carryover.backend.ejml;

import dev.carryover.backend.TrainingState;
import dev.carryover.network.Activation;
import dev.carryover.network.NetworkSpec;
import dev.carryover.network.ParameterLayout;
import dev.carryover.network.ParameterLayout.Tensor;
import dev.carryover.program.TrainingProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
  private final Update update;

  /** One matrix a tensor, in the layout's order. */
  private final List<SimpleMatrix> parameters;

  /** For each optimizer slot, one matrix a tensor. */
  private final List<List<SimpleMatrix>> slots;

  private Replica(
      TrainingProgram program,
      double learningRate,
      List<SimpleMatrix> parameters,
      List<List<SimpleMatrix>> slots) {
    this.program = program;
    this.network = program.network();
    this.layout = network.parameters();
    this.update = new Update(program.optimizer(), learningRate);
    this.parameters = parameters;
    this.slots = slots;
  }

  /** Replica r of a state, copied. */
  static Replica load(TrainingProgram program, int r, TrainingState state) {
    ParameterLayout layout = program.network().parameters();
    return new Replica(
        program,
        program.learningRates().get(r),
        matrices(layout, state.parameters(), r * layout.size()),
        state.slots().stream().map(slot -> matrices(layout, slot, r * layout.size())).toList());
  }

  /** What a forward pass leaves behind in one layer. */
  record LayerPass(SimpleMatrix x, SimpleMatrix z, SimpleMatrix a) {}

  /** z = x·w + b and a = f(z), layer by layer, each a the next layer's x. */
  List<LayerPass> forward(SimpleMatrix input) {
    List<LayerPass> passes = new ArrayList<>();
    SimpleMatrix x = input;
    for (int l = 0; l < network.depth(); l++) {
      SimpleMatrix z = x.mult(weight(l)).plus(ones(x.getNumRows()).mult(bias(l)));
      SimpleMatrix a = Activations.apply(network.layer(l).activation(), z);
      passes.add(new LayerPass(x, z, a));
      x = a;
    }
    return passes;
  }

  /** The last layer's a. */
  SimpleMatrix predict(SimpleMatrix input) {
    return forward(input).getLast().a();
  }

  /**
   * One step on a batch: forward, backward, update. Returns the loss summed over the batch's
   * examples.
   *
   * <p>dw = xᵀ·dz / B; db = 1ᵀ·dz / B; below it dz = (dz·wᵀ) ∘ f′(z).
   *
   * @param number the number of this step, 1 the first
   */
  double step(SimpleMatrix input, SimpleMatrix y, long number) {
    List<LayerPass> passes = forward(input);
    LayerPass output = passes.getLast();
    int batch = input.getNumRows();
    SimpleMatrix dz = Losses.gradient(program.loss(), network.last().activation(), output.z(), y);
    for (int l = network.depth() - 1; l >= program.firstTrainedLayer(); l--) {
      SimpleMatrix dw = passes.get(l).x().transpose().mult(dz).divide(batch);
      SimpleMatrix db = ones(batch).transpose().mult(dz).divide(batch);
      if (l > program.firstTrainedLayer()) {
        SimpleMatrix da = dz.mult(weight(l).transpose());
        Activation below = network.layer(l - 1).activation();
        dz = da.elementMult(Activations.derivative(below, passes.get(l - 1).z()));
      }
      if (program.trains(l)) {
        apply(layout.weight(l), dw, number);
        apply(layout.bias(l), db, number);
      }
    }
    return Losses.sum(program.loss(), output.z(), output.a(), y);
  }

  private void apply(Tensor tensor, SimpleMatrix gradient, long step) {
    int t = layout.tensors().indexOf(tensor);
    update.apply(
        data(parameters.get(t)),
        slots.stream().map(slot -> data(slot.get(t))).toList(),
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

  private void store(List<SimpleMatrix> matrices, double[] array, int offset) {
    for (int t = 0; t < matrices.size(); t++) {
      Tensor tensor = layout.tensors().get(t);
      System.arraycopy(data(matrices.get(t)), 0, array, offset + tensor.offset(), tensor.size());
    }
  }

  private static List<SimpleMatrix> matrices(ParameterLayout layout, double[] array, int offset) {
    return layout.tensors().stream()
        .map(tensor -> {
          int from = offset + tensor.offset();
          double[] values = Arrays.copyOfRange(array, from, from + tensor.size());
          return SimpleMatrix.wrap(DMatrixRMaj.wrap(tensor.rows(), tensor.columns(), values));
        })
        .toList();
  }

  private SimpleMatrix weight(int layer) {
    return parameters.get(2 * layer);
  }

  private SimpleMatrix bias(int layer) {
    return parameters.get(2 * layer + 1);
  }

  private static SimpleMatrix ones(int rows) {
    return SimpleMatrix.ones(rows, 1);
  }

  private static double[] data(SimpleMatrix matrix) {
    return matrix.getDDRM().data;
  }
}
