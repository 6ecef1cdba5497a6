package dev.carryover.experiments.run;

import dev.carryover.backend.Targets;
import dev.carryover.data.DataException;
import dev.carryover.data.LabeledExamples;
import dev.carryover.experiments.evaluation.EvaluationSet;
import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.Recipe;
import dev.carryover.experiments.plan.Selection;
import dev.carryover.experiments.plan.SetName;
import dev.carryover.experiments.plan.Stage;
import dev.carryover.training.Initializer;
import dev.carryover.training.Orders;
import dev.carryover.training.SeedSequence;
import dev.carryover.training.Shuffle;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a stage trains on.
 *
 * @param pool the examples of its classes, which the session is bound to
 * @param parts for each replica those that it visits; empty: every replica visits all
 */
public record TrainingExamples(LabeledExamples pool, Optional<int[][]> parts) {

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
    LabeledExamples pool = chosen.length == train.count() ? train : train.select(chosen);
    if (selection.perClass().isEmpty()) {
      return new TrainingExamples(pool, Optional.empty());
    }
    int perClass = selection.perClass().getAsInt();
    int[][] parts =
        IntStream.range(0, replicas)
            .mapToObj(r -> part(path + ".perClass", pool, perClass, seeds, r))
            .toArray(int[][]::new);
    return new TrainingExamples(pool, Optional.of(parts));
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
      String path, LabeledExamples pool, int perClass, SeedSequence seeds, int replica) {
    int[][] byClass = pool.byLabel();
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
    return parts.map(p -> p[0].length).orElse(pool.count());
  }

  /** The orders of a training. */
  Orders orders(Recipe recipe, int replicas, SeedSequence seeds) {
    Orders orders = new Shuffle(visited(), replicas, recipe.shuffle(), seeds);
    return parts.map(orders::within).orElse(orders);
  }

  /** These examples as a set to measure on: each replica on its own. */
  EvaluationSet evaluationSet() {
    return new EvaluationSet(
        SetName.TRAIN,
        pool,
        parts.map(p -> Arrays.stream(p).map(TrainingExamples::members).toList()));
  }

  private static BitSet members(int[] indices) {
    BitSet members = new BitSet();
    Arrays.stream(indices).forEach(members::set);
    return members;
  }
}
