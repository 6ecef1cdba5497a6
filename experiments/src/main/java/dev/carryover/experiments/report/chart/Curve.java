package dev.carryover.experiments.report.chart;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One metric of one stage over its epochs.
 *
 * @param replicas each replica's values by the number of epochs done; a replica that stopped early
 *     keeps its last value
 */
public record Curve(List<NavigableMap<Integer, Double>> replicas) {

  /** Copies the maps. */
  public Curve {
    replicas = replicas.stream().<NavigableMap<Integer, Double>>map(TreeMap::new).toList();
  }

  /** The epochs at which any replica has a value, ascending. */
  public List<Integer> epochs() {
    TreeSet<Integer> epochs = new TreeSet<>();
    replicas.forEach(values -> epochs.addAll(values.keySet()));
    return List.copyOf(epochs);
  }

  /** Every replica's value at an epoch. */
  public List<Double> at(int epoch) {
    return replicas.stream()
        .flatMap(values -> Optional.ofNullable(values.floorEntry(epoch)).stream())
        .map(Map.Entry::getValue)
        .toList();
  }

  /** The mean of the replicas at an epoch. */
  public double mean(int epoch) {
    return at(epoch).stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  /** The least of the replicas at an epoch. */
  public double least(int epoch) {
    return at(epoch).stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }

  /** The greatest of the replicas at an epoch. */
  public double greatest(int epoch) {
    return at(epoch).stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }

  /** For each replica the first record at or below a level; empty where it never came there. */
  public List<OptionalInt> reaching(double level) {
    return replicas.stream()
        .map(values ->
            values.entrySet().stream()
                .filter(entry -> entry.getValue() <= level)
                .mapToInt(Map.Entry::getKey)
                .findFirst())
        .toList();
  }
}
