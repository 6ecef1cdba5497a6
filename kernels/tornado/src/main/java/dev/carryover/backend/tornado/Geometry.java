package dev.carryover.backend.tornado;

import dev.carryover.backend.Targets;
import dev.carryover.network.DenseSpec;
import dev.carryover.network.NetworkSpec;
import dev.carryover.network.ParameterLayout;
import dev.carryover.program.TrainingProgram;
import java.util.List;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * A program's sizes, and where its values lie, as integers that the kernel reads: a header, a
 * record for each layer, kind and layer of each phase, and each replica's noise. TornadoVM compiles
 * primitive arguments in as constants; sizes in an array leave the kernel's code the same for all
 * programs, so that a driver that caches code compiles it once.
 *
 * <p>Rows of values lie as {@link Rows} says. Activations lie layer after layer, {@code [R][B][O]}
 * each. Gradients by z lie the other way round, so that the last layer's, where predictions appear
 * too, start at 0.
 */
final class Geometry {
  /** The number of replicas, R. */
  static final int REPLICAS = 0;

  /** B, the rows that a replica has for every layer. */
  static final int BATCH = 1;

  /** P, the parameters of one replica. */
  static final int PARAMETERS = 2;

  /** The number of layers, L. */
  static final int LAYERS = 3;

  /** How far apart two replicas' orders lie; 0 where all share one. */
  static final int POSITIONS = 4;

  /** What outputs are compared with: {@link #LABELS}, {@link #ROWS} of x, or a {@link #CODE}. */
  static final int TARGETS = 5;

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

  /** Where the rows that are targets start in x. */
  static final int TARGET_ROWS = 12;

  /** The first layer that trains. */
  static final int FIRST = 13;

  /** Where the corrupted inputs of that layer start in a, {@code [R][B][I]}; −1 if they are not. */
  static final int CORRUPTED = 14;

  /** The most steps that an epoch has. */
  static final int STEPS = 15;

  private static final int HEADER = 16;

  /** Targets are 1 at an example's label. */
  static final int LABELS = 0;

  /** Targets are rows of x, the examples themselves or rows behind them. */
  static final int ROWS = 1;

  /** Targets are what enters the first layer that trains, behind frozen ones. */
  static final int CODE = 2;

  /** In a layer's record: I. */
  static final int INPUTS = 0;

  /** In a layer's record: O. */
  static final int OUTPUTS = 1;

  /** In a layer's record: the activation's code. */
  static final int ACTIVATION = 2;

  /**
   * In a layer's record: where w starts in a replica's parameters, of a tied layer its encoder's;
   * where a layer has a w of its own, b follows as its row I.
   */
  static final int WEIGHT = 3;

  /** In a layer's record: where its activations start. */
  static final int ACTIVATIONS = 4;

  /** In a layer's record: where its gradients by z start. */
  static final int GRADIENTS = 5;

  /** In a layer's record: 1 if it is trained. */
  static final int TRAINS = 6;

  /** In a layer's record: the number of its parameters' first tile. */
  static final int FIRST_TILE = 7;

  /** In a layer's record: where b starts in a replica's parameters. */
  static final int BIAS = 8;

  /** In a layer's record: 1 if it is tied. */
  static final int TIED = 9;

  /** In a layer's record: the layer that is tied to it, −1 if none is. */
  static final int DECODER = 10;

  /** The length of a layer's record. */
  static final int FIELDS = 11;

  /** In a replica's noise: seed's low half, its high half, threshold. */
  static final int NOISE = 3;

  private Geometry() {}

  /** Where a layer's record starts. */
  static int layer(int layer) {
    return HEADER + layer * FIELDS;
  }

  /** Where a phase's kind stands; its layer follows. */
  static int phase(int layers, int phase) {
    return layer(layers) + 2 * phase;
  }

  /** Where a replica's noise stands. */
  static int noise(int layers, int phases, int r) {
    return phase(layers, phases) + NOISE * r;
  }

  /**
   * The geometry of a training program's steps.
   *
   * @param examples how many are bound
   */
  static IntArray ofTraining(
      TrainingProgram program, int positions, int examples, Targets targets) {
    IntArray geometry = of(program, program.batchSize(), Phase.ofTraining(program));
    int first = program.firstTrainedLayer();
    geometry.set(POSITIONS, positions);
    geometry.set(STEPS, program.stepsPerEpoch(positions));
    geometry.set(
        TARGETS,
        switch (targets) {
          case Targets.Labels _ -> LABELS;
          case Targets.Inputs _, Targets.Values _ -> ROWS;
          case Targets.Code _ -> first == 0 ? ROWS : CODE;
        });
    if (targets instanceof Targets.Values) {
      geometry.set(
          TARGET_ROWS, Math.multiplyExact(examples, Rows.stride(program.network().inputs())));
    }
    if (program.corrupts()) {
      geometry.set(CORRUPTED, activations(program));
      int phases = geometry.get(PHASES);
      for (int r = 0; r < program.replicas(); r++) {
        int place = noise(program.network().depth(), phases, r);
        geometry.set(place, program.corruptions().get(r).key()[0]);
        geometry.set(place + 1, program.corruptions().get(r).key()[1]);
        geometry.set(place + 2, program.corruptions().get(r).threshold());
      }
    }
    return geometry;
  }

  /** The values of all layers but the last, {@code [R][B][O]} each. */
  private static int activations(TrainingProgram program) {
    NetworkSpec network = program.network();
    int outputs = Rows.outputs(network, 0, network.depth() - 1);
    return program.replicas() * program.batchSize() * outputs;
  }

  /** The length of a: activations, and behind them corrupted inputs. */
  static long activationValues(TrainingProgram program, long replicas) {
    NetworkSpec network = program.network();
    long outputs = Rows.outputs(network, 0, network.depth() - 1);
    long corrupted =
        program.corrupts() ? Rows.stride(network.layer(program.firstTrainedLayer()).inputs()) : 0;
    return replicas * program.batchSize() * (outputs + corrupted);
  }

  /** The length of x: the examples, and behind them the rows that are targets. */
  static long exampleValues(TrainingProgram program, long examples, Targets targets) {
    NetworkSpec network = program.network();
    int target = targets instanceof Targets.Values ? Rows.stride(network.outputs()) : 0;
    return examples * (Rows.stride(network.inputs()) + target);
  }

  /** The geometry of predictions for so many examples at a time. */
  static IntArray ofPrediction(TrainingProgram program, int examples) {
    IntArray geometry = of(program, examples, Phase.ofPrediction(program));
    geometry.set(PREDICTS, 1);
    return geometry;
  }

  private static IntArray of(TrainingProgram program, int batch, List<Phase> phases) {
    NetworkSpec network = program.network();
    IntArray geometry = new IntArray(noise(network.depth(), phases.size(), program.replicas()));
    geometry.init(0);
    geometry.set(FIRST, program.firstTrainedLayer());
    geometry.set(CORRUPTED, -1);
    geometry.set(REPLICAS, program.replicas());
    geometry.set(BATCH, batch);
    geometry.set(PARAMETERS, Rows.parameters(network));
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
    int gradients = rows * Rows.outputs(network, 0, network.depth());
    int tiles = 0;
    for (int l = 0; l < network.depth(); l++) {
      DenseSpec layer = network.layer(l);
      gradients -= rows * Rows.stride(layer.outputs());
      geometry.set(layer(l) + INPUTS, layer.inputs());
      geometry.set(layer(l) + OUTPUTS, layer.outputs());
      geometry.set(layer(l) + ACTIVATION, Activations.code(layer.activation()));
      geometry.set(layer(l) + WEIGHT, Rows.start(layout, layout.weight(network.weightOwner(l))));
      geometry.set(layer(l) + BIAS, Rows.start(layout, layout.bias(l)));
      geometry.set(layer(l) + TIED, layer.isTied() ? 1 : 0);
      geometry.set(layer(l) + DECODER, network.decoderOf(l).orElse(-1));
      geometry.set(layer(l) + ACTIVATIONS, activations);
      geometry.set(layer(l) + GRADIENTS, gradients);
      geometry.set(layer(l) + TRAINS, program.trains(l) ? 1 : 0);
      geometry.set(layer(l) + FIRST_TILE, tiles);
      activations += rows * Rows.stride(layer.outputs());
      if (program.trains(l)) {
        // A tied layer's parameters are its bias alone.
        int ownRows = layer.isTied() ? 1 : layer.inputs() + 1;
        tiles += Tile.count(ownRows) * Tile.count(layer.outputs());
      }
    }
    geometry.set(UPDATE_TILES, tiles);
  }
}
