package dev.carryover.experiments.run;

import dev.carryover.data.DataException;
import dev.carryover.data.DataSet;
import dev.carryover.data.LabeledExamples;
import dev.carryover.data.Mnist5000;
import dev.carryover.data.MnistSmall;
import dev.carryover.data.Split;
import dev.carryover.experiments.plan.DataSpec;
import dev.carryover.experiments.plan.SetName;
import dev.carryover.training.SeedSequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A data set as an experiment divides it.
 *
 * @param train what stages may train on
 * @param validation what is held back from it
 * @param test what decides nothing
 * @param fullTest the data set's own test examples, where {@code test} is not those
 */
public record DataSets(
    LabeledExamples train,
    Optional<LabeledExamples> validation,
    LabeledExamples test,
    Optional<LabeledExamples> fullTest) {
  /**
   * Divides a data set.
   *
   * @param seeds where the draw of the validation examples comes from
   * @throws DataException if the data set has too few examples for that
   */
  static DataSets of(DataSpec spec, DataSet data, SeedSequence seeds) {
    return of(spec, split(spec, data), seeds);
  }

  /** The same where the validation examples are still among a split's training examples. */
  static DataSets of(DataSpec spec, Split split, SeedSequence seeds) {
    int[] shuffled = Draw.of(split.train().count(), seeds.generator("validation", 0));
    int held = (int) Math.round(spec.validation() * shuffled.length);
    if (held == 0) {
      return new DataSets(split.train(), Optional.empty(), split.test(), split.fullTest());
    }
    if (held == shuffled.length) {
      throw new DataException(
          "data.validation: expected a share that leaves training examples, found %s of %d"
              .formatted(spec.validation(), shuffled.length));
    }
    return new DataSets(
        split.train().select(sorted(shuffled, held, shuffled.length)),
        Optional.of(split.train().select(sorted(shuffled, 0, held))),
        split.test(),
        split.fullTest());
  }

  private static int[] sorted(int[] indices, int from, int to) {
    return IntStream.range(from, to).map(i -> indices[i]).sorted().toArray();
  }

  /** Splits a data set by its rule, as every seed does. */
  static Split split(DataSpec spec, DataSet data) {
    return switch (spec.split()) {
      case MNIST5000 -> mnist5000(data);
      case EVERY_FIFTH -> everyFifth(data);
      case MNIST_SMALL -> mnistSmall(data);
      case OWN -> own(data);
      case RANDOM -> random(spec, data);
    };
  }

  private static Split mnist5000(DataSet data) {
    try {
      return Mnist5000.of(data);
    } catch (DataException e) {
      throw new DataException(
          e.getMessage() + "; a smaller set can be split by --set data.split=everyFifth", e);
    }
  }

  private static Split everyFifth(DataSet data) {
    List<Integer> train = new ArrayList<>();
    List<Integer> test = new ArrayList<>();
    int[][] byLabel = data.train().byLabel();
    for (int label = 0; label < byLabel.length; label++) {
      if (byLabel[label].length < 2) {
        throw new DataException(
            "%s: expected at least 2 training examples of each class, as data.split: everyFifth"
                    .formatted(data.name())
                + " needs, found %d of class %d".formatted(byLabel[label].length, label));
      }
      for (int i = 0; i < byLabel[label].length; i++) {
        (i % 5 == 0 ? test : train).add(byLabel[label][i]);
      }
    }
    return new Split(
        data.imageSize(), select(data.train(), train), select(data.train(), test), data.test());
  }

  private static Split mnistSmall(DataSet data) {
    try {
      return MnistSmall.of(data);
    } catch (DataException e) {
      throw new DataException(
          e.getMessage() + "; a smaller set can be split by --set data.split=everyFifth", e);
    }
  }

  private static Split random(DataSpec spec, DataSet data) {
    LabeledExamples all = data.all();
    int train = spec.train().orElseThrow();
    int test = spec.test().orElseThrow();
    if (train > all.count() - test) {
      throw new DataException(
          "data.train and data.test: expected no more than the %d examples of %s, found %d + %d"
              .formatted(all.count(), data.name(), train, test));
    }
    int[] drawn = Draw.of(all.count(), new SeedSequence(spec.splitSeed()).generator("split", 0));
    return new Split(
        data.imageSize(),
        all.select(sorted(drawn, 0, train)),
        all.select(sorted(drawn, train, train + test)),
        Optional.empty());
  }

  private static LabeledExamples select(LabeledExamples examples, List<Integer> indices) {
    return examples.select(indices.stream().mapToInt(Integer::intValue).toArray());
  }

  private static Split own(DataSet data) {
    return new Split(
        data.imageSize(),
        data.train(),
        data.test()
            .orElseThrow(() ->
                new DataException(
                    data.name()
                        + ": expected test examples of its own, as data.split: own needs, found"
                        + " none")),
        Optional.empty());
  }

  /** A set by its name; empty where there is none. */
  Optional<LabeledExamples> examples(SetName name) {
    return switch (name) {
      case TRAIN -> Optional.of(train);
      case VALIDATION -> validation;
      case TEST -> Optional.of(test);
      case FULL_TEST -> fullTest;
    };
  }

  /** The length of one example. */
  public int features() {
    return train.images().features();
  }

  /** The number of classes. */
  public int classes() {
    return train.classes();
  }
}
