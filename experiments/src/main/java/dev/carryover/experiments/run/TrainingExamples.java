package dev.carryover.experiments.run;

import dev.carryover.backend.Targets;
import dev.carryover.data.DataException;
import dev.carryover.data.LabeledExamples;
import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.Recipe;
import dev.carryover.experiments.plan.Selection;
import dev.carryover.experiments.plan.Stage;
import dev.carryover.training.Initializer;
import dev.carryover.training.Orders;
import dev.carryover.training.SeedSequence;
import dev.carryover.training.Shuffle;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What a stage trains on: some of the training examples, the same for every replica or not. */
public final class TrainingExamples {
  private final LabeledExamples train;
  private final int[] chosen;
  private final Optional<int[][]> parts;

  private TrainingExamples(LabeledExamples train, int[] chosen, Optional<int[][]> parts) {
    this.train = train;
    this.chosen = chosen;
    this.parts = parts;
  }

  /**
   * Selects a stage's training examples.
   *
   * @throws DataException if there are none, or fewer of a class than each replica is to have
   */
  public static TrainingExamples of(Experiment experiment, Stage stage, LabeledExamples train) {
    return of(stage, train, experiment.replicas(), new SeedSequence(experiment.seed()));
  }

  /**
   * Likewise of so many replicas.
   *
   * @param seeds decide what each replica draws
   */
  static TrainingExamples of(Stage stage, LabeledExamples train, int replicas, SeedSequence seeds) {
    Selection selection = stage.train();
    String path = "stages." + stage.key() + ".train";
    requireClasses(path + ".classes", selection.classes(), train.classes());
    requireComponents(stage, train.images().features());
    int[] chosen =
        IntStream.range(0, train.count()).filter(i -> selection.includes(train.label(i))).toArray();
    if (chosen.length == 0) {
      throw new DataException(
          path
              + ".classes: expected classes of which there are training examples, found "
              + selection.classes());
    }
    TrainingExamples all = new TrainingExamples(train, chosen, Optional.empty());
    if (selection.perClass().isEmpty()) {
      return all;
    }
    int[][] byClass = all.pool().byLabel();
    int perClass = selection.perClass().getAsInt();
    int[][] parts =
        IntStream.range(0, replicas)
            .mapToObj(r -> part(path + ".perClass", byClass, perClass, seeds, r))
            .toArray(int[][]::new);
    return new TrainingExamples(train, chosen, Optional.of(parts));
  }

  /** The examples of its classes, copied where these are not all. */
  public LabeledExamples pool() {
    return chosen.length == train.count() ? train : train.select(chosen);
  }

  /** How many examples of its classes there are. */
  public int count() {
    return chosen.length;
  }

  /** For each replica the examples of the pool that it visits; empty: every replica visits all. */
  Optional<int[][]> parts() {
    return parts;
  }

  /**
   * Where the examples of the pool are among all training examples, ascending; not to be changed.
   */
  int[] chosen() {
    return chosen;
  }

  /** What a stage's outputs are compared with, of the examples that it trains on. */
  public static Targets targets(Stage stage, LabeledExamples examples) {
    return switch (stage.objective()) {
      case CLASSIFY -> new Targets.Labels(examples.labels());
      case RECONSTRUCT -> new Targets.Inputs();
      case RECONSTRUCT_CODE -> new Targets.Code();
    };
  }

  /** Refuses classes that the data does not have. */
  static void requireClasses(String path, List<Integer> classes, int count) {
    for (int c : classes) {
      if (c >= count) {
        throw new DataException(
            "%s: expected classes from 0 to %d, as the data has them, found %d"
                .formatted(path, count - 1, c));
      }
    }
  }

  /** Refuses more principal components than examples have features. */
  private static void requireComponents(Stage stage, int features) {
    int units = stage.architecture().hidden().getFirst();
    if (stage.start().initializer() instanceof Initializer.PrincipalComponents
        && units > features) {
      throw new DataException(
          ("stages.%s.architecture.hidden: expected at most %d principal components, as many as an"
                  + " example has features, found %d")
              .formatted(stage.key(), features, units));
    }
  }

  /** One replica's draw: class by class from the generator of purpose {@code selection.class}. */
  private static int[] part(
      String path, int[][] byClass, int perClass, SeedSequence seeds, int replica) {
    IntStream part = IntStream.empty();
    for (int c = 0; c < byClass.length; c++) {
      int[] indices = byClass[c];
      if (indices.length == 0) {
        continue;
      }
      if (indices.length < perClass) {
        throw new DataException(
            "%s: expected at most the %d training examples of class %d, found %d"
                .formatted(path, indices.length, c, perClass));
      }
      int[] draw = Draw.of(indices.length, seeds.generator("selection." + c, replica));
      part = IntStream.concat(part, Arrays.stream(draw, 0, perClass).map(i -> indices[i]).sorted());
    }
    return part.toArray();
  }

  /** How many examples each replica visits in an epoch. */
  public int visited() {
    return parts.map(p -> p[0].length).orElse(chosen.length);
  }

  /** The orders of a training, over the pool. */
  Orders orders(Recipe recipe, int replicas, SeedSequence seeds) {
    Orders orders = new Shuffle(visited(), replicas, recipe.shuffle(), seeds);
    return parts.map(orders::within).orElse(orders);
  }
}
