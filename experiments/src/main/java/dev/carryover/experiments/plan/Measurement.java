package dev.carryover.experiments.plan;

import static dev.carryover.experiments.plan.InvalidPlanException.require;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is measured of a stage.
 *
 * @param sets on which examples; what the data does not have is left out
 * @param atEnd those of the sets that only what training ends with is measured on
 * @param classes only examples of these classes; empty: all
 * @param reading how outputs are read; {@code snapped} measures them raw as well
 * @param metric the figure that stands for the stage in tables; absent: the fraction misclassified
 *     of a classifier, the squared error of an autoencoder, as outputs are read
 * @param schedule when
 * @param stop when a replica stops early; absent: never
 * @param samples which images are kept beside their reconstructions, of an autoencoder
 */
public record Measurement(
    List<SetName> sets,
    List<SetName> atEnd,
    List<Integer> classes,
    Reading reading,
    Optional<Metric> metric,
    Schedule schedule,
    Optional<StopRule> stop,
    Samples samples) {

  /**
   * @throws InvalidPlanException if nothing is measured, a set is named twice, or a metric reads
   *     outputs in a way that is not measured
   */
  public Measurement {
    sets = List.copyOf(sets);
    classes = List.copyOf(classes);
    require(!sets.isEmpty(), "sets", "at least one of train, validation, test, fullTest", "none");
    require(sets.stream().distinct().count() == sets.size(), "sets", "each set once", sets);
    atEnd = List.copyOf(atEnd);
    require(
        sets.containsAll(atEnd),
        "atEnd",
        "sets that are measured, " + sets.stream().map(SetName::key).toList(),
        atEnd.stream().map(SetName::key).toList());
    metric.ifPresent(m -> requireRead("metric", m, reading));
    List<SetName> measured = recorded(sets, atEnd);
    stop.ifPresent(rule -> {
      requireRead("stop.metric", rule.metric(), reading);
      require(
          measured.contains(rule.set()),
          "stop.set",
          "one of the sets that are measured while it trains, "
              + measured.stream().map(SetName::key).toList(),
          rule.set().key());
    });
  }

  private static List<SetName> recorded(List<SetName> sets, List<SetName> atEnd) {
    return sets.stream().filter(set -> !atEnd.contains(set)).toList();
  }

  /** The sets that every record measures. */
  public List<SetName> recorded() {
    return recorded(sets, atEnd);
  }

  /** The rule by which a replica stops and keeps its best state; empty if it keeps its last. */
  public Optional<StopRule> keepingTheBest() {
    return stop.filter(rule -> rule.patience().isPresent());
  }

  /** What a search for this stage's recipe measures: the validation examples alone. */
  Measurement ofSearch() {
    return new Measurement(
        List.of(SetName.VALIDATION),
        List.of(),
        classes,
        reading,
        metric,
        schedule,
        stop.filter(rule -> rule.set() == SetName.VALIDATION),
        samples);
  }

  private static void requireRead(String key, Metric metric, Reading reading) {
    require(
        metric.reading() == Reading.RAW || reading == Reading.SNAPPED,
        key,
        "a metric of raw outputs, or reading: snapped",
        metric.key());
  }

  /** All the ways in which outputs are read. */
  public List<Reading> readings() {
    List<Reading> readings = new ArrayList<>(List.of(Reading.RAW));
    if (reading == Reading.SNAPPED) {
      readings.add(Reading.SNAPPED);
    }
    return readings;
  }
}
