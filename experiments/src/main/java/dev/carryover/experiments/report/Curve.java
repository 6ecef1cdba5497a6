package dev.carryover.experiments.report;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One metric of one run over its epochs.
 *
 * @param replicas each replica's values by the number of epochs done; a replica that stopped early
 *     keeps its last value
 */
record Curve(List<NavigableMap<Integer, Double>> replicas) {

  /** Copies the maps. */
  Curve {
    replicas = replicas.stream().<NavigableMap<Integer, Double>>map(TreeMap::new).toList();
  }

  /** The epochs at which any replica has a value, ascending. */
  List<Integer> epochs() {
    TreeSet<Integer> epochs = new TreeSet<>();
    replicas.forEach(values -> epochs.addAll(values.keySet()));
    return List.copyOf(epochs);
  }

  /** Every replica's value at an epoch. */
  List<Double> at(int epoch) {
    return replicas.stream()
        .flatMap(values -> Optional.ofNullable(values.floorEntry(epoch)).stream())
        .map(Map.Entry::getValue)
        .toList();
  }

  double mean(int epoch) {
    return at(epoch).stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  double least(int epoch) {
    return at(epoch).stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }

  double greatest(int epoch) {
    return at(epoch).stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }

  /** For each replica the first record at or below a level; empty where it never came there. */
  List<OptionalInt> reaching(double level) {
    return replicas.stream()
        .map(values ->
            values.entrySet().stream()
                .filter(entry -> entry.getValue() <= level)
                .mapToInt(Map.Entry::getKey)
                .findFirst())
        .toList();
  }
}
