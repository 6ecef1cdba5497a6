package dev.carryover.experiments.cli;

import dev.carryover.data.DataException;
import dev.carryover.data.source.DataSource;
import dev.carryover.experiments.papers.Paper;
import dev.carryover.experiments.papers.Papers;
import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.InvalidPlanException;
import dev.carryover.experiments.record.RunFolder;
import dev.carryover.experiments.record.RunRecord;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * What a command is to run.
 *
 * @param experiments one after another
 * @param paper whose they are, where they are a paper's
 * @param protocol as in {@code --protocol}, of the seed's paper
 * @param dataSha256 what the data's content must be, where an earlier run is repeated or resumed
 */
record Request(
    List<Experiment> experiments,
    Optional<Paper> paper,
    Optional<String> protocol,
    Optional<String> dataSha256) {
  /** Copies the list. */
  Request {
    experiments = List.copyOf(experiments);
  }

  /** Experiments of the user's own. */
  static Request of(List<Experiment> experiments) {
    return new Request(experiments, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * Experiments of a paper's.
   *
   * @param protocol as in {@code --protocol}, where the paper has protocols
   */
  static Request of(List<Experiment> experiments, Paper paper, Optional<String> protocol) {
    return new Request(experiments, Optional.of(paper), protocol, Optional.empty());
  }

  /** What an earlier run was of. */
  static Request again(RunFolder folder, RunRecord before) {
    return new Request(
        folder.experiments(),
        before.spec().paper().map(Papers::named),
        before.spec().protocol(),
        Optional.of(before.data().sha256()));
  }

  /**
   * Requires that data is that of the earlier run, where there was one.
   *
   * @throws DataException if it is not
   */
  void requireContent(DataSource.Found found) {
    dataSha256.ifPresent(expected -> {
      if (!found.data().sha256().equals(expected)) {
        throw new DataException(
            "%s: expected the data that the run was begun with, SHA-256 %s, found %s"
                .formatted(found.origin(), expected, found.data().sha256()));
      }
    });
  }

  /** The same with every experiment changed. */
  Request with(UnaryOperator<Experiment> change) {
    return new Request(experiments.stream().map(change).toList(), paper, protocol, dataSha256);
  }

  /**
   * What the options say, in the place of what the experiments' files say.
   *
   * @throws UsageException if an option's value cannot be
   */
  Request with(RunOptions options) {
    return set("--replicas", options.replicas(), Experiment::withReplicas)
        .set("--epochs", options.epochs(), Experiment::withEpochs)
        .set("--seed", options.seed(), Experiment::withSeed)
        .set("--data", options.data(), (e, set) -> e.withData(e.data().withSet(set)))
        .set("--image-size", options.imageSize(), (e, size) -> e.withData(e.data().withSize(size)))
        .set(
            "--transposed",
            options.transposed(),
            (e, turned) -> e.withData(e.data().withTransposed(turned)));
  }

  private <T> Request set(
      String option, Optional<T> value, BiFunction<Experiment, T, Experiment> change) {
    try {
      return value.map(given -> with(experiment -> change.apply(experiment, given))).orElse(this);
    } catch (InvalidPlanException e) {
      throw new UsageException(option + ": " + e.reason());
    }
  }
}
