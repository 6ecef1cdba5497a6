package dev.carryover.experiments.run;

import dev.carryover.data.LabeledExamples;
import dev.carryover.experiments.evaluation.EvaluationSet;
import dev.carryover.experiments.plan.SetName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What several trainings train on together: every training example that one of them has, once. Of a
 * single training it is the pool.
 */
final class BoundExamples {
  private final List<StageTraining> trainings;
  private final LabeledExamples all;

  /** Where each of the data's training examples is among these. */
  private final int[] places;

  /**
   * @param trainings over the same training examples
   */
  BoundExamples(List<StageTraining> trainings) {
    this.trainings = trainings;
    LabeledExamples train = trainings.getFirst().data().train();
    BitSet chosen = new BitSet();
    trainings.forEach(training -> Arrays.stream(training.examples().chosen()).forEach(chosen::set));
    int[] indices = chosen.stream().toArray();
    this.all = indices.length == train.count() ? train : train.select(indices);
    this.places = new int[train.count()];
    for (int i = 0; i < indices.length; i++) {
      places[indices[i]] = i;
    }
  }

  /** All of them. */
  LabeledExamples all() {
    return all;
  }

  /** Where an example of a training's pool is among these. */
  int place(int training, int example) {
    return places[trainings.get(training).examples().chosen()[example]];
  }

  /** These examples as a set to measure on: each replica on those that it visits. */
  EvaluationSet evaluationSet() {
    List<BitSet> members = new ArrayList<>();
    for (int t = 0; t < trainings.size(); t++) {
      int training = t;
      Optional<int[][]> parts = trainings.get(t).examples().parts();
      if (parts.isPresent()) {
        Arrays.stream(parts.get()).forEach(part -> members.add(members(training, part)));
      } else {
        int[] pool = new int[trainings.get(t).examples().count()];
        Arrays.setAll(pool, i -> i);
        int replicas = trainings.get(t).program().replicas();
        members.addAll(Collections.nCopies(replicas, members(t, pool)));
      }
    }
    boolean allCount = members.stream().allMatch(one -> one.cardinality() == all.count());
    return new EvaluationSet(
        SetName.TRAIN, all, allCount ? Optional.empty() : Optional.of(members));
  }

  private BitSet members(int training, int[] examples) {
    BitSet members = new BitSet();
    Arrays.stream(examples).forEach(i -> members.set(place(training, i)));
    return members;
  }
}
