package dev.carryover.experiments.run;

import dev.carryover.data.DataSet;
import dev.carryover.experiments.plan.DataSpec;
import dev.carryover.experiments.plan.Experiment;
import dev.carryover.training.SeedSequence;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A data set as experiments divide it; those that divide it alike share one division. */
public final class Divisions {
  private final DataSet whole;
  private final Map<Division, DataSets> divided = new HashMap<>();

  private record Division(DataSpec data, long seed) {}

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
            new Division(experiment.data(), experiment.seed()),
            by -> DataSets.of(by.data(), whole, new SeedSequence(by.seed()))));
  }

  /** The same for several, in their order. */
  public Map<Experiment, DataSets> of(List<Experiment> experiments) {
    Map<Experiment, DataSets> data = new LinkedHashMap<>();
    experiments.forEach(experiment -> data.put(experiment, of(experiment)));
    return data;
  }
}
