package dev.carryover.backend.vector;

import static dev.carryover.backend.vector.Forward.GROUP;
import static dev.carryover.backend.vector.Tile.LANES;

import dev.carryover.program.BatchOrder;
import dev.carryover.program.TrainingProgram;
import java.lang.foreign.Arena;
import java.util.List;

/**
 * Training of layers of which none is tied.
 *
 * <p>Weights and optimizer slots are more than a core's cache holds, and a step that ran through
 * them once for each of its products would wait for memory more than it computes. So they are
 * passed once in a turn, and a turn is not a step: it makes the update that the step before has
 * left to do, and with the weights still at hand the next forward pass. In the last layer the
 * backward pass follows as well, slice by slice:
 *
 * <pre>
 * turn t   all                   gather the batch of step t                         barrier
 *          layers but the last   dz of step t−1 ► update ► forward of step t        barrier
 *          last layer                     update ► forward, loss, dz ► backward     barrier
 * </pre>
 *
 * Where weights lie by input each thread gathers a batch of its own, without that barrier: cores
 * that share no cache take longer to hand each other the lists than each to make them all.
 *
 * <p>Layers between the first and the last take part in the backward pass in between, with a
 * barrier each.
 */
final class FusedTrainer implements Trainer {
  private final List<Layer> layers;
  private final Workspace workspace;
  private final Share share;
  private final Share gathering;
  private final Forward forward;
  private final OutputLayer output;
  private final Backward backward;
  private final UpdatePass updates;
  private final Batch batch;
  private final Gatherer gatherer;
  private final List<Panels> examples;
  private final boolean[] trains;
  private final List<Span> slices;
  private final int first;
  private final int last;

  FusedTrainer(
      TrainingProgram program,
      List<Layer> layers,
      Workspace workspace,
      Batch batch,
      Share share,
      Arena arena) {
    this.layers = layers;
    this.workspace = workspace;
    this.share = share;
    forward = new Forward(layers, workspace, share.size() == 1, arena);
    output = new OutputLayer(program.loss(), layers, workspace, arena);
    backward = new Backward(layers, workspace, share.size() == 1, arena);
    updates = new UpdatePass(program, layers, workspace, arena);
    this.batch = batch;
    gathering = Batch.isOwn(layers) ? Share.ALONE : share;
    gatherer = new Gatherer(batch, workspace.batchSize(), gathering, arena);
    examples =
        layers.stream()
            .map(layer -> Panels.zeros(arena, workspace.batchSize(), layer.terms()))
            .toList();
    trains = new boolean[layers.size()];
    for (int l = 0; l < trains.length; l++) {
      trains[l] = program.trains(l);
    }
    slices = layers.stream().map(layer -> share.of(layer.slices())).toList();
    first = program.firstTrainedLayer();
    last = layers.size() - 1;
  }

  @Override
  public boolean leads() {
    return share.rank() == 0;
  }

  @Override
  public double epoch(Replica replica, Bound bound, BatchOrder order, long stepsBefore) {
    Epoch epoch = Epoch.of(replica, bound, order, stepsBefore, workspace.batchSize());
    // The workspace is the first thread's own: it may still be at work there, alone.
    share.await();
    updates.begin(replica);
    double loss = 0;
    for (int turn = 0; turn <= epoch.steps(); turn++) {
      updates.prepare(replica, stepsBefore + turn);
      gatherer.gather(epoch, turn);
      gathering.await();
      updates.pending().turn(turn, batch.terms().examples(turn), epoch.count(turn));
      for (int l = first; l < last; l++) {
        lowerLayer(epoch, l, turn);
        share.await();
      }
      lastLayer(epoch, turn);
      if (leads()) {
        loss += output.loss(turn, epoch.count(turn));
      }
      for (int l = last - 1; l > first; l--) {
        backward(epoch, l, turn);
        share.await();
      }
    }
    return loss;
  }

  private void lowerLayer(Epoch epoch, int l, int turn) {
    Span own = slices.get(l);
    if (l == first) {
      backward.gradient(l, own, epoch.count(turn - 1));
    }
    for (int s = own.from(); s < own.to(); s++) {
      pass(epoch, l, s, turn);
    }
    keepExamples(l, epoch.count(turn));
  }

  private void lastLayer(Epoch epoch, int turn) {
    int count = epoch.count(turn);
    Span own = slices.get(last);
    for (int s = own.from(); s < own.to(); s++) {
      pass(epoch, last, s, turn);
      if (first < last && !output.takesAllOutputs()) {
        backward.slice(last, epoch.replica(), s, count);
      }
    }
    keepExamples(last, count);
    share.await();
    if (output.takesAllOutputs()) {
      output.softmax(share.of(Math.ceilDiv(count, LANES)), gatherer.targets(), turn, count);
      share.await();
      if (first < last) {
        backward(epoch, last, own, turn);
        share.await();
      }
    }
  }

  /**
   * Through the weights of one slice: the update of the step before, and what follows from this
   * step's products.
   */
  private void pass(Epoch epoch, int l, int slice, int turn) {
    Layer layer = layers.get(l);
    if (layer.byInput()) {
      passByInput(epoch, l, slice, turn);
      return;
    }
    int count = epoch.count(turn);
    int before = trains[l] ? epoch.count(turn - 1) : 0;
    Panels x = l == first ? batch.features() : workspace.features(l);
    for (int from = layer.firstTile(slice); from < layer.firstTile(slice + 1); from += GROUP) {
      int to = Math.min(from + GROUP, layer.firstTile(slice + 1));
      if (before > 0) {
        Panels kept = l == first ? batch.examples(turn - 1) : examples.get(l);
        updates.update(l, epoch.replica(), slice, from, to, kept, before);
      }
      forward.product(l, epoch.replica(), slice, from, to, x, count);
      use(l, from, to, turn, count);
    }
  }

  /** The same where weights lie by input: a slice is a single group of tiles. */
  private void passByInput(Epoch epoch, int l, int slice, int turn) {
    int count = epoch.count(turn);
    int before = epoch.count(turn - 1);
    BatchTerms terms = batch.terms();
    if (before > 0) {
      Panels x = batch.examples(turn - 1);
      updates.update(l, epoch.replica(), slice, terms.examples(turn - 1), x, before);
    }
    forward.product(l, epoch.replica(), slice, terms.features(), count);
    use(l, layers.get(l).firstTile(slice), layers.get(l).firstTile(slice + 1), turn, count);
  }

  /** What follows from the z of some tiles. */
  private void use(int l, int from, int to, int turn, int count) {
    if (l < last) {
      forward.activate(l, from, to, count);
    } else {
      output.gradient(from, to, forward.z(), gatherer.targets(), turn, count);
    }
  }

  /** Keeps what has entered a layer for its update, by example. */
  private void keepExamples(int l, int count) {
    if (l > first && trains[l]) {
      workspace.features(l).transpose(layers.get(l).terms(), count, examples.get(l));
    }
  }

  private void backward(Epoch epoch, int l, int turn) {
    backward.gradient(l, slices.get(l), epoch.count(turn));
    backward(epoch, l, slices.get(l), turn);
  }

  private void backward(Epoch epoch, int l, Span own, int turn) {
    for (int s = own.from(); s < own.to(); s++) {
      backward.slice(l, epoch.replica(), s, epoch.count(turn));
    }
  }
}
