package dev.carryover.experiments.run;

import dev.carryover.data.DataSet;
import dev.carryover.data.Split;
import dev.carryover.experiments.plan.DataSpec;
import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.SplitRule;
import dev.carryover.training.SeedSequence;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A data set as experiments divide it; those that divide it alike share one division. */
public final class Divisions {
  private final DataSet whole;
  private final Map<Rule, Split> splits = new HashMap<>();
  private final Map<Division, DataSets> divided = new HashMap<>();

  private record Rule(
      SplitRule split, Optional<Integer> train, Optional<Integer> test, long seed) {}

  private record Division(DataSpec data, long seed) {

    /** Only validation examples are drawn from an experiment's seed. */
    static Division by(Experiment experiment) {
      boolean drawn = experiment.data().validation() > 0;
      return new Division(experiment.data(), drawn ? experiment.seed() : 0);
    }
  }

  /**
   * @param whole what is divided
   */
  public Divisions(DataSet whole) {
    this.whole = whole;
  }

  /**
   * The data set as one experiment divides it.
   *
   * @throws dev.carryover.data.DataException if it has too few examples for that
   */
  public synchronized DataSets of(Experiment experiment) {
    return Objects.requireNonNull(
        divided.computeIfAbsent(
            Division.by(experiment),
            by -> DataSets.of(by.data(), split(by.data()), new SeedSequence(by.seed()))));
  }

  private Split split(DataSpec spec) {
    return Objects.requireNonNull(
        splits.computeIfAbsent(
            new Rule(spec.split(), spec.train(), spec.test(), spec.splitSeed()),
            rule -> DataSets.split(spec, whole)));
  }

  /** The same for several, in their order. */
  public Map<Experiment, DataSets> of(List<Experiment> experiments) {
    Map<Experiment, DataSets> data = new LinkedHashMap<>();
    experiments.forEach(experiment -> data.put(experiment, of(experiment)));
    return data;
  }
}
