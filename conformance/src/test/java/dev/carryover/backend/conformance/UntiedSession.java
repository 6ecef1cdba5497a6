package dev.carryover.backend.conformance;

import dev.carryover.backend.SessionService;
import dev.carryover.backend.Targets;
import dev.carryover.data.Examples;
import dev.carryover.network.NetworkSpec;
import dev.carryover.network.ParameterLayout;
import dev.carryover.network.ParameterLayout.Role;
import dev.carryover.network.ParameterLayout.Tensor;
import dev.carryover.program.BatchOrder;
import java.util.List;

/**
 * Trains a network with tied layers as one without: a tied layer starts with its encoder's weights,
 * and nobody hears of what becomes of them.
 *
 * @param service of the untied network
 */
record UntiedSession(SessionService service, NetworkSpec tied, NetworkSpec untied, int replicas)
    implements SessionService {

  @Override
  public void bind(Examples examples, Targets targets) {
    service.bind(examples, targets);
  }

  @Override
  public void load(double[] parameters, List<double[]> slots) {
    service.load(expanded(parameters), slots.stream().map(this::expanded).toList());
  }

  @Override
  public double[] trainEpoch(BatchOrder order, long[] stepsBefore) {
    return service.trainEpoch(order, stepsBefore);
  }

  @Override
  public void predict(Examples examples, float[] predictions) {
    service.predict(examples, predictions);
  }

  @Override
  public void save(double[] parameters, List<double[]> slots) {
    int size = replicas * untied.parameters().size();
    double[] all = new double[size];
    List<double[]> allSlots = slots.stream().map(slot -> new double[size]).toList();
    service.save(all, allSlots);
    reduce(all, parameters);
    for (int s = 0; s < slots.size(); s++) {
      reduce(allSlots.get(s), slots.get(s));
    }
  }

  private double[] expanded(double[] parameters) {
    ParameterLayout from = tied.parameters();
    ParameterLayout to = untied.parameters();
    double[] all = new double[replicas * to.size()];
    for (int r = 0; r < replicas; r++) {
      for (Tensor tensor : to.tensors()) {
        int owner = tied.weightOwner(tensor.layer());
        boolean transposed = tensor.role() == Role.WEIGHT && owner != tensor.layer();
        Tensor source =
            tensor.role() == Role.WEIGHT ? from.weight(owner) : from.bias(tensor.layer());
        for (int i = 0; i < tensor.size(); i++) {
          int place = transposed ? i % tensor.columns() * tensor.rows() + i / tensor.columns() : i;
          all[r * to.size() + tensor.offset() + i] =
              parameters[r * from.size() + source.offset() + place];
        }
      }
    }
    return all;
  }

  private void reduce(double[] all, double[] parameters) {
    ParameterLayout from = untied.parameters();
    ParameterLayout to = tied.parameters();
    for (int r = 0; r < replicas; r++) {
      for (Tensor tensor : to.tensors()) {
        Tensor source =
            tensor.role() == Role.WEIGHT ? from.weight(tensor.layer()) : from.bias(tensor.layer());
        System.arraycopy(
            all,
            r * from.size() + source.offset(),
            parameters,
            r * to.size() + tensor.offset(),
            tensor.size());
      }
    }
  }

  @Override
  public void close() {
    service.close();
  }
}
