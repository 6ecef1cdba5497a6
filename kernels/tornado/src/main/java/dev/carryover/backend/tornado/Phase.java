package dev.carryover.backend.tornado;

import dev.carryover.program.Loss;
import dev.carryover.program.TrainingProgram;
import java.util.ArrayList;
import java.util.List;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * One of the parts of a step that must follow each other; within one, all tiles of all replicas are
 * independent.
 *
 * @param kind what it computes
 * @param layer of which layer, where that is not clear: 0 for {@link #SOFTMAX}, which is the last
 *     one's, and for {@link #UPDATE}, which is all trained layers'
 */
record Phase(int kind, int layer) {
  /** Not one phase, but all of an epoch's. */
  static final int EPOCH = 0;

  /** z = x·w + b, then a = f(z), or for the last layer its loss and its gradient dz. */
  static final int FORWARD = 1;

  /** For the last layer: softmax of z, its loss, and dz. */
  static final int SOFTMAX = 2;

  /** dz of the layer below: (dz·wᵀ) ∘ f′(z below). */
  static final int BACKWARD = 3;

  /** dw = xᵀ·dz / B and db = 1ᵀ·dz / B, and what the optimizer makes of them. */
  static final int UPDATE = 4;

  /** What enters the first layer that trains, with some values set to 0. */
  static final int CORRUPT = 5;

  /** A training step's phases. */
  static List<Phase> ofTraining(TrainingProgram program) {
    List<Phase> phases = ofPrediction(program);
    if (program.corrupts()) {
      phases.add(program.firstTrainedLayer(), new Phase(CORRUPT, program.firstTrainedLayer()));
    }
    for (int l = program.network().depth() - 1; l > program.firstTrainedLayer(); l--) {
      phases.add(new Phase(BACKWARD, l));
    }
    phases.add(new Phase(UPDATE, 0));
    return phases;
  }

  /** A prediction's phases. */
  static List<Phase> ofPrediction(TrainingProgram program) {
    List<Phase> phases = new ArrayList<>();
    for (int l = 0; l < program.network().depth(); l++) {
      phases.add(new Phase(FORWARD, l));
    }
    if (program.loss() == Loss.SOFTMAX_CROSS_ENTROPY) {
      phases.add(new Phase(SOFTMAX, 0));
    }
    return phases;
  }

  /** How many tiles a replica has in this phase. */
  int tiles(IntArray geometry) {
    return tiles(kind, layer, geometry);
  }

  /** How many tiles a replica has in a phase. Host and kernel ask alike. */
  static int tiles(int kind, int layer, IntArray geometry) {
    int rows = Tile.count(geometry.get(Geometry.BATCH));
    int record = Geometry.layer(layer);
    int tiles = 1;
    if (kind == FORWARD) {
      tiles = rows * Tile.count(geometry.get(record + Geometry.OUTPUTS));
    } else if (kind == BACKWARD || kind == CORRUPT) {
      tiles = rows * Tile.count(geometry.get(record + Geometry.INPUTS));
    } else if (kind == UPDATE) {
      tiles = geometry.get(Geometry.UPDATE_TILES);
    }
    return tiles;
  }

  /** A phase's number in its step. */
  static int number(int kind, int layer, IntArray geometry) {
    int layers = geometry.get(Geometry.LAYERS);
    int number = 0;
    for (int p = 0; p < geometry.get(Geometry.PHASES); p++) {
      int place = Geometry.phase(layers, p);
      if (geometry.get(place) == kind && geometry.get(place + 1) == layer) {
        number = p;
      }
    }
    return number;
  }

  /** The layer that a phase's tile belongs to: an update's tiles are all trained layers'. */
  static int layerOf(int kind, int layer, int tile, IntArray geometry) {
    int found = layer;
    if (kind == UPDATE) {
      for (int l = 0; l < geometry.get(Geometry.LAYERS); l++) {
        int record = Geometry.layer(l);
        if (geometry.get(record + Geometry.TRAINS) == 1
            && geometry.get(record + Geometry.FIRST_TILE) <= tile) {
          found = l;
        }
      }
    }
    return found;
  }

  /** A phase's tile as its layer numbers it. */
  static int tileOfLayer(int kind, int layer, int tile, IntArray geometry) {
    return kind == UPDATE ? tile - geometry.get(Geometry.layer(layer) + Geometry.FIRST_TILE) : tile;
  }

  /** For messages, for example {@code forward 0}. */
  @Override
  public String toString() {
    return switch (kind) {
      case FORWARD -> "forward " + layer;
      case SOFTMAX -> "softmax";
      case BACKWARD -> "backward " + layer;
      case CORRUPT -> "corrupt";
      default -> "update";
    };
  }
}
