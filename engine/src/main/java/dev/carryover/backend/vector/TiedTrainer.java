package dev.carryover.backend.vector;

import static dev.carryover.backend.vector.Forward.GROUP;
import static dev.carryover.backend.vector.Tile.LANES;

import dev.carryover.program.BatchOrder;
import dev.carryover.program.TrainingProgram;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Training of layers of which some are tied, step by step.
 *
 * <p>A tied layer uses its owner's matrix the other way round: what is a sum over inputs in one is
 * a sum over outputs in the other. So its forward pass is made of {@link SliceSums}, as another
 * layer's backward pass is, and its backward pass row by row, as another's forward pass; the matrix
 * has one gradient, the sum of both layers', and one update. Every thread passes through its own
 * slices of a matrix and no others, whichever layer uses it. Where a layer is tied to the one just
 * below, both use a slice while it is at hand: in the forward pass, and where the backward pass
 * ends there, for gradient and update.
 */
final class TiedTrainer implements Trainer {
  private final List<Layer> layers;
  private final Workspace workspace;
  private final Share share;
  private final Forward forward;
  private final OutputLayer output;
  private final Backward backward;
  private final UpdatePass updates;
  private final Batch batch;
  private final Gatherer gatherer;
  private final List<Panels> examples;
  private final boolean[] trains;

  /** The layer that is tied to each; −1 for none. */
  private final int[] decoders;

  private final List<Span> slices;
  private final int first;
  private final int last;

  TiedTrainer(
      TrainingProgram program,
      List<Layer> layers,
      Workspace workspace,
      Batch batch,
      Share share,
      Arena arena) {
    this.layers = layers;
    this.workspace = workspace;
    this.share = share;
    boolean alone = share.size() == 1;
    forward = new Forward(layers, workspace, alone, arena);
    output = new OutputLayer(program.loss(), layers, workspace, arena);
    backward = new Backward(layers, workspace, alone, arena);
    updates = new UpdatePass(program, layers, workspace, arena);
    this.batch = batch;
    gatherer = new Gatherer(batch, workspace.batchSize(), share, arena);
    examples =
        layers.stream()
            .map(layer -> Panels.zeros(arena, workspace.batchSize(), layer.terms()))
            .toList();
    trains = new boolean[layers.size()];
    decoders = new int[layers.size()];
    for (int l = 0; l < trains.length; l++) {
      int owner = l;
      trains[l] = program.trains(l);
      decoders[l] =
          IntStream.range(l + 1, trains.length)
              .filter(d -> layers.get(d).owner() == owner)
              .findFirst()
              .orElse(-1);
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
    for (int step = 0; step < epoch.steps(); step++) {
      updates.prepare(replica, stepsBefore + step + 1);
      gatherer.gather(epoch, step);
      share.await();
      for (int l = first; l <= last; l++) {
        forward(epoch, l, step);
        share.await();
      }
      loss += loss(epoch, step);
      for (int l = last; l > first; l--) {
        backward(epoch, l, step);
        share.await();
      }
      for (int l = first; l <= last; l++) {
        update(epoch, l, step);
      }
      // What has entered the layers is read up to here.
      share.await();
    }
    return loss;
  }

  /** Whether a layer is tied to the one just below: then it works on what that has at hand. */
  private boolean followsOwner(int l) {
    return l <= last && layers.get(l).tied() && layers.get(l).owner() == l - 1;
  }

  private void forward(Epoch epoch, int l, int step) {
    Layer layer = layers.get(l);
    int count = epoch.count(step);
    if (layer.tied() && !followsOwner(l)) {
      Span owned = slices.get(layer.owner());
      for (int s = owned.from(); s < owned.to(); s++) {
        forward.partial(l, epoch.replica(), s, count);
      }
      share.await();
    }
    Span own = slices.get(l);
    for (int s = own.from(); s < own.to(); s++) {
      for (int from = layer.firstTile(s); from < layer.firstTile(s + 1); from += GROUP) {
        int to = Math.min(from + GROUP, layer.firstTile(s + 1));
        if (layer.tied()) {
          forward.total(l, from, to, count);
        } else {
          Panels x = l == first ? batch.features() : workspace.features(l);
          forward.product(l, epoch.replica(), s, from, to, x, count);
        }
        if (l < last) {
          forward.activate(l, from, to, count);
        } else {
          output.gradient(from, to, forward.z(), gatherer.targets(), step, count);
        }
      }
      if (followsOwner(l + 1)) {
        forward.partial(l + 1, epoch.replica(), s, count);
      }
    }
    if (l > first && trains[l] && !layer.tied()) {
      workspace.features(l).transpose(layer.terms(), count, examples.get(l));
    }
  }

  private double loss(Epoch epoch, int step) {
    int count = epoch.count(step);
    if (output.takesAllOutputs()) {
      output.softmax(share.of(Math.ceilDiv(count, LANES)), gatherer.targets(), step, count);
      share.await();
    }
    return leads() ? output.loss(step, count) : 0;
  }

  /** From the gradient by layer l's z to that by the z below. */
  private void backward(Epoch epoch, int l, int step) {
    Layer layer = layers.get(l);
    int count = epoch.count(step);
    Span own = slices.get(layer.owner());
    if (layer.tied()) {
      keepGradients(l, count);
      share.await();
      for (int s = own.from(); s < own.to(); s++) {
        backward.tied(l, epoch.replica(), s, count);
        if (endsAt(l)) {
          update(epoch, first, s, step);
        }
      }
    } else {
      for (int s = own.from(); s < own.to(); s++) {
        backward.slice(l, epoch.replica(), s, count);
      }
      share.await();
      backward.gradient(l - 1, slices.get(l - 1), count);
    }
  }

  /** Keeps a tied layer's gradient for its owner's update, by example. */
  private void keepGradients(int l, int count) {
    int outputs = layers.get(l).outputs();
    Span panels = share.of(Tile.panels(outputs));
    Span own = new Span(panels.from() * Tile.PANEL, Math.min(panels.to() * Tile.PANEL, outputs));
    workspace.gradient(l).transpose(own, count, workspace.gradientByExample(l));
  }

  /** Whether the backward pass ends with a layer's, its owner being the first that trains. */
  private boolean endsAt(int l) {
    return l == first + 1 && followsOwner(l) && trains[l];
  }

  private void update(Epoch epoch, int l, int step) {
    if (trains[l] && !layers.get(l).tied() && !(l == first && endsAt(l + 1))) {
      Span own = slices.get(l);
      for (int s = own.from(); s < own.to(); s++) {
        update(epoch, l, s, step);
      }
    }
  }

  private void update(Epoch epoch, int l, int slice, int step) {
    Layer layer = layers.get(l);
    int count = epoch.count(step);
    Panels x = l == first ? batch.examples(step) : examples.get(l);
    for (int from = layer.firstTile(slice); from < layer.firstTile(slice + 1); from += GROUP) {
      int to = Math.min(from + GROUP, layer.firstTile(slice + 1));
      if (decoders[l] < 0) {
        updates.update(l, epoch.replica(), slice, from, to, x, count);
      } else {
        updates.update(l, decoders[l], epoch.replica(), slice, from, to, x, count);
      }
    }
  }
}
