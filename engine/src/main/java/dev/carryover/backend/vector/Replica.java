package dev.carryover.backend.vector;

import dev.carryover.program.Corruption;
import dev.carryover.program.TrainingProgram;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** One replica's weights, and its optimizer slots in the same layout. */
final class Replica {
  private final int number;
  private final double learningRate;
  private final double weightDecay;
  private final Corruption corruption;
  private final List<Weights> weights = new ArrayList<>();
  private final List<List<Weights>> slots = new ArrayList<>();
  private final List<MemorySegment[]> slotValues = new ArrayList<>();

  Replica(int number, TrainingProgram program, List<Layer> layers, Arena arena) {
    this.number = number;
    this.learningRate = program.learningRates().get(number);
    this.weightDecay = program.weightDecays().get(number);
    this.corruption = program.corruptions().get(number);
    for (Layer layer : layers) {
      if (layer.tied()) {
        weights.add(weights.get(layer.owner()));
        slots.add(slots.get(layer.owner()));
        slotValues.add(slotValues.get(layer.owner()));
        continue;
      }
      weights.add(Weights.zeros(layer, arena));
      List<Weights> ofLayer = new ArrayList<>();
      for (int s = 0; s < program.optimizer().slots(); s++) {
        ofLayer.add(Weights.zeros(layer, arena));
      }
      slots.add(ofLayer);
      slotValues.add(ofLayer.stream().map(Weights::values).toArray(MemorySegment[]::new));
    }
  }

  /** r. */
  int number() {
    return number;
  }

  /** η. */
  double learningRate() {
    return learningRate;
  }

  /** λ. */
  double weightDecay() {
    return weightDecay;
  }

  /** What is done to its inputs. */
  Corruption corruption() {
    return corruption;
  }

  /** A layer's; of a tied one its owner's. */
  Weights weights(int layer) {
    return weights.get(layer);
  }

  /** The optimizer's slots of a layer, each lying as its weights do. */
  MemorySegment[] slots(int layer) {
    return slotValues.get(layer);
  }

  /**
   * Reads this replica's parameters and slots.
   *
   * @param parameters {@code [R][P]} as {@code ParameterLayout} lays them out
   * @param slotParameters each like {@code parameters}
   * @param offset r·P
   */
  void load(double[] parameters, List<double[]> slotParameters, int offset) {
    for (int l = 0; l < weights.size(); l++) {
      weights.get(l).load(parameters, offset);
      for (int s = 0; s < slotParameters.size(); s++) {
        slots.get(l).get(s).load(slotParameters.get(s), offset);
      }
    }
  }

  /** Writes this replica's parameters and slots to where {@link #load} would read them. */
  void save(double[] parameters, List<double[]> slotParameters, int offset) {
    for (int l = 0; l < weights.size(); l++) {
      weights.get(l).save(parameters, offset);
      for (int s = 0; s < slotParameters.size(); s++) {
        slots.get(l).get(s).save(slotParameters.get(s), offset);
      }
    }
  }
}
