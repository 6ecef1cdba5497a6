package dev.carryover.backend.tornado;

import dev.carryover.network.DenseSpec;
import dev.carryover.network.NetworkSpec;
import dev.carryover.network.ParameterLayout;
import dev.carryover.program.TrainingProgram;
import java.util.List;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * A program's sizes, and where its values lie, as integers that the kernel reads: a header, a
 * record for each layer, and kind and layer of each phase. TornadoVM compiles primitive arguments
 * in as constants; sizes in an array leave the kernel's code the same for all programs, so that a
 * driver that caches code compiles it once.
 *
 * <p>Activations lie layer after layer, {@code [R][B][O]} each. Gradients by z lie the other way
 * round, so that the last layer's, where predictions appear too, start at 0.
 */
final class Geometry {
  /** R. */
  static final int REPLICAS = 0;

  /** B, the rows that a replica has for every layer. */
  static final int BATCH = 1;

  /** P, the parameters of one replica. */
  static final int PARAMETERS = 2;

  /** L. */
  static final int LAYERS = 3;

  /** How far apart two replicas' orders lie; 0 where all share one. */
  static final int POSITIONS = 4;

  /** 1 where examples are their own targets, 0 where labels are. */
  static final int RECONSTRUCTS = 5;

  /** 1 where predictions are wanted of the last layer, 0 where gradients are. */
  static final int PREDICTS = 6;

  /** The loss's code. */
  static final int LOSS = 7;

  /** The optimizer's code. */
  static final int OPTIMIZER = 8;

  /** Tiles of a replica's trained parameters. */
  static final int UPDATE_TILES = 9;

  /** Into how many sums a replica's loss is divided. */
  static final int LOSS_CELLS = 10;

  /** How many phases a step has. */
  static final int PHASES = 11;

  private static final int HEADER = 12;

  /** In a layer's record: I. */
  static final int INPUTS = 0;

  /** In a layer's record: O. */
  static final int OUTPUTS = 1;

  /** In a layer's record: the activation's code. */
  static final int ACTIVATION = 2;

  /** In a layer's record: where w starts in a replica's parameters; b follows as w's row I. */
  static final int WEIGHT = 3;

  /** In a layer's record: where its activations start. */
  static final int ACTIVATIONS = 4;

  /** In a layer's record: where its gradients by z start. */
  static final int GRADIENTS = 5;

  /** In a layer's record: 1 if it is trained. */
  static final int TRAINS = 6;

  /** In a layer's record: the number of its parameters' first tile. */
  static final int FIRST_TILE = 7;

  /** The length of a layer's record. */
  static final int FIELDS = 8;

  private Geometry() {}

  /** Where a layer's record starts. */
  static int layer(int layer) {
    return HEADER + layer * FIELDS;
  }

  /** Where a phase's kind stands; its layer follows. */
  static int phase(int layers, int phase) {
    return layer(layers) + 2 * phase;
  }

  /** The geometry of a training program's steps. */
  static IntArray ofTraining(TrainingProgram program, int positions, boolean reconstructs) {
    IntArray geometry = of(program, program.batchSize(), Phase.ofTraining(program));
    geometry.set(POSITIONS, positions);
    geometry.set(RECONSTRUCTS, reconstructs ? 1 : 0);
    return geometry;
  }

  /** The geometry of predictions for so many examples at a time. */
  static IntArray ofPrediction(TrainingProgram program, int examples) {
    IntArray geometry = of(program, examples, Phase.ofPrediction(program));
    geometry.set(PREDICTS, 1);
    return geometry;
  }

  private static IntArray of(TrainingProgram program, int batch, List<Phase> phases) {
    NetworkSpec network = program.network();
    IntArray geometry = new IntArray(phase(network.depth(), phases.size()));
    geometry.init(0);
    geometry.set(REPLICAS, program.replicas());
    geometry.set(BATCH, batch);
    geometry.set(PARAMETERS, network.parameters().size());
    geometry.set(LAYERS, network.depth());
    geometry.set(LOSS, Losses.code(program.loss()));
    geometry.set(OPTIMIZER, Optimizers.code(program.optimizer()));
    geometry.set(PHASES, phases.size());
    geometry.set(LOSS_CELLS, lossCells(network, batch));
    setLayers(geometry, program, batch);
    for (int p = 0; p < phases.size(); p++) {
      geometry.set(phase(network.depth(), p), phases.get(p).kind());
      geometry.set(phase(network.depth(), p) + 1, phases.get(p).layer());
    }
    return geometry;
  }

  /** One for each thread of the last layer's tiles, or for softmax one for each row. */
  static int lossCells(NetworkSpec network, int batch) {
    return Math.max(batch, Tile.count(batch) * Tile.count(network.outputs()) * Tile.THREADS);
  }

  private static void setLayers(IntArray geometry, TrainingProgram program, int batch) {
    NetworkSpec network = program.network();
    ParameterLayout layout = network.parameters();
    int rows = program.replicas() * batch;
    int activations = 0;
    int gradients = rows * network.layers().stream().mapToInt(DenseSpec::outputs).sum();
    int tiles = 0;
    for (int l = 0; l < network.depth(); l++) {
      DenseSpec layer = network.layer(l);
      gradients -= rows * layer.outputs();
      geometry.set(layer(l) + INPUTS, layer.inputs());
      geometry.set(layer(l) + OUTPUTS, layer.outputs());
      geometry.set(layer(l) + ACTIVATION, Activations.code(layer.activation()));
      geometry.set(layer(l) + WEIGHT, layout.weight(l).offset());
      geometry.set(layer(l) + ACTIVATIONS, activations);
      geometry.set(layer(l) + GRADIENTS, gradients);
      geometry.set(layer(l) + TRAINS, program.trains(l) ? 1 : 0);
      geometry.set(layer(l) + FIRST_TILE, tiles);
      activations += rows * layer.outputs();
      if (program.trains(l)) {
        tiles += Tile.count(layer.inputs() + 1) * Tile.count(layer.outputs());
      }
    }
    geometry.set(UPDATE_TILES, tiles);
  }
}
