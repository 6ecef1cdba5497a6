package dev.carryover.experiments.record;

import dev.carryover.data.DataException;
import dev.carryover.experiments.plan.yaml.ExperimentFile;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * What two runs differ in, key by key.
 *
 * @param plan of their experiments
 * @param surroundings of the data, backend, machine and version that they ran on
 * @param results of what came of them
 */
public record Differences(List<Line> plan, List<Line> surroundings, List<Line> results) {
  private static final List<String> SURROUNDINGS =
      List.of("spec.", "provenance.", "backend.", "data.");

  /** What may differ between runs that are the same: when, where and how fast they ran. */
  private static final List<String> INCIDENTAL =
      List.of("provenance.started", "provenance.commandLine");

  /** Copies the lists. */
  public Differences {
    plan = List.copyOf(plan);
    surroundings = List.copyOf(surroundings);
    results = List.copyOf(results);
  }

  /**
   * One key whose values differ.
   *
   * @param key its path
   * @param a the first run's value; – where it has none
   * @param b the second's
   */
  public record Line(String key, String a, String b) {}

  /**
   * Compares two runs' folders.
   *
   * @throws DataException if one is no run's folder
   */
  public static Differences of(RunFolder a, RunFolder b) {
    Map<String, String> recordA = flat(Json.tree(a.record()));
    Map<String, String> recordB = flat(Json.tree(b.record()));
    return new Differences(
        lines(plan(a), plan(b), key -> true),
        lines(recordA, recordB, Differences::isSurroundings),
        lines(recordA, recordB, key -> key.startsWith("experiments.")));
  }

  /** Whether what came of both is the same, to the bit. */
  public boolean sameResults() {
    return results.isEmpty();
  }

  private static boolean isSurroundings(String key) {
    return SURROUNDINGS.stream().anyMatch(key::startsWith)
        && INCIDENTAL.stream().noneMatch(key::startsWith);
  }

  private static Map<String, String> plan(RunFolder folder) {
    Map<String, String> plan = new LinkedHashMap<>();
    if (!Files.exists(folder.plan())) {
      throw new DataException(
          folder.path() + ": expected the folder of a run, found no experiment.yaml in it");
    }
    YAMLMapper mapper = new YAMLMapper();
    folder
        .experiments()
        .forEach(experiment ->
            plan.putAll(
                flat(
                    experiment.key() + ".",
                    mapper.readTree(ExperimentFile.text(List.of(experiment))))));
    return plan;
  }

  private static Map<String, String> flat(JsonNode node) {
    return flat("", node);
  }

  /** Every value by its path. */
  private static Map<String, String> flat(String prefix, JsonNode node) {
    Map<String, String> values = new LinkedHashMap<>();
    if (node.isObject()) {
      node.properties()
          .forEach(entry -> values.putAll(flat(prefix + entry.getKey() + ".", entry.getValue())));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        String name = node.get(i).path("key").asString(Integer.toString(i));
        values.putAll(flat(prefix + name + ".", node.get(i)));
      }
    } else {
      values.put(prefix.substring(0, prefix.length() - 1), node.asString());
    }
    return values;
  }

  private static List<Line> lines(
      Map<String, String> a, Map<String, String> b, Predicate<String> wanted) {
    TreeSet<String> keys = new TreeSet<>(a.keySet());
    keys.addAll(b.keySet());
    List<Line> lines = new ArrayList<>();
    for (String key : keys) {
      String left = a.getOrDefault(key, "–");
      String right = b.getOrDefault(key, "–");
      if (wanted.test(key) && !left.equals(right)) {
        lines.add(new Line(key, left, right));
      }
    }
    return lines;
  }
}
