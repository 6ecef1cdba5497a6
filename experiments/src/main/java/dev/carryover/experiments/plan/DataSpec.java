package dev.carryover.experiments.plan;

import static dev.carryover.experiments.plan.InvalidPlanException.require;

import dev.carryover.data.ImageLayout;
import dev.carryover.data.ImageSize;
import java.util.Optional;

/**
 * What an experiment trains and tests on.
 *
 * @param set {@code auto}, {@code synthetic}, a known set's name such as {@code mnist}, or a folder
 * @param imageSize the size of a folder's images, as {@code 28x28}, height first; absent: as its
 *     files say, else square
 * @param transposed whether a folder's images lie column by column; absent: told by its files'
 *     names
 * @param split how it becomes training and test examples
 * @param train how many training examples a random split draws, those of validation among them;
 *     absent: the split is another
 * @param test how many test examples it draws; absent: the split is another
 * @param splitSeed the seed of that draw, apart from the experiment's
 * @param validation the share of the training examples that is held back for choices, in [0, 1);
 *     the same examples for every replica, drawn from the seed
 */
public record DataSpec(
    String set,
    Optional<String> imageSize,
    Optional<Boolean> transposed,
    SplitRule split,
    Optional<Integer> train,
    Optional<Integer> test,
    long splitSeed,
    double validation) {

  /**
   * @throws InvalidPlanException if the set has no name, the size is none, a random split lacks a
   *     positive count or another one has counts, or the share is not in [0, 1)
   */
  public DataSpec {
    require(!set.isBlank(), "set", "a data set's name or a folder", "nothing");
    require(
        validation >= 0 && validation < 1,
        "validation",
        "a share of at least 0 and less than 1",
        validation);
    imageSize.ifPresent(DataSpec::size);
    requireCount(split, "train", train);
    requireCount(split, "test", test);
  }

  private static void requireCount(SplitRule split, String key, Optional<Integer> count) {
    if (split == SplitRule.RANDOM) {
      require(
          count.isPresent() && count.get() > 0,
          key,
          "a number of examples, as split: random needs",
          count.isPresent() ? count.get() : "none");
    } else {
      require(count.isEmpty(), key, "it with split: random", "another split");
    }
  }

  private static ImageSize size(String text) {
    try {
      return ImageSize.parse(text);
    } catch (IllegalArgumentException e) {
      throw new InvalidPlanException("imageSize", String.valueOf(e.getMessage()));
    }
  }

  /** What is said of how a folder's images lie. */
  public ImageLayout layout() {
    return new ImageLayout(imageSize.map(DataSpec::size), transposed);
  }

  /** The same with images of a size, as {@code 28x28}. */
  public DataSpec withSize(String size) {
    return new DataSpec(
        set, Optional.of(size), transposed, split, train, test, splitSeed, validation);
  }

  /** The same with images that lie column by column, or not. */
  public DataSpec withTransposed(boolean turned) {
    return new DataSpec(
        set, imageSize, Optional.of(turned), split, train, test, splitSeed, validation);
  }

  /** The same split of another set. */
  public DataSpec withSet(String other) {
    return new DataSpec(other, imageSize, transposed, split, train, test, splitSeed, validation);
  }
}
