package dev.carryover.experiments.papers;

import dev.carryover.data.DataException;
import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.yaml.ExperimentFile;
import dev.carryover.experiments.record.Json;
import dev.carryover.experiments.record.RunRecord;
import dev.carryover.experiments.report.ReportSupplement;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import tools.jackson.databind.MapperFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The built-in papers. */
public final class Papers {
  private static final List<String> KEYS = List.of("vera2024", "erhan2010", "larochelle2009");

  private Papers() {}

  /** All of them, in the order in which they are listed. */
  public static List<Paper> all() {
    return KEYS.stream().map(Papers::read).toList();
  }

  /**
   * The paper of a key.
   *
   * @throws DataException if none has it
   */
  public static Paper named(String key) {
    if (!KEYS.contains(key)) {
      throw new DataException(
          "PAPER: expected one of %s, found %s"
              .formatted(KEYS.stream().collect(Collectors.joining(", ")), key));
    }
    return read(key);
  }

  /**
   * A paper's experiments, in their order.
   *
   * @param keys which of them
   * @param settings keys that are to have other values, as {@code path=value}
   * @param sweeps keys that are to take several values, as {@code path=a,b,c}
   * @throws DataException if a setting or a sweep cannot be
   */
  public static List<Experiment> experiments(
      Paper paper, List<String> keys, List<String> settings, List<String> sweeps) {
    return paper.experiments().stream()
        .filter(keys::contains)
        .map(key -> fileName(paper, key))
        .flatMap(name -> ExperimentFile.read(name, text(name), settings, sweeps).stream())
        .toList();
  }

  private static String fileName(Paper paper, String key) {
    return paper.key() + "-" + key + ".yaml";
  }

  /** One of a paper's experiments. */
  public static Experiment experiment(Paper paper, String key) {
    return experiments(paper, List.of(key), List.of(), List.of()).getFirst();
  }

  /** What a report of a paper's experiments says besides: of other experiments, nothing. */
  public static ReportSupplement supplement() {
    return new PaperSupplement();
  }

  private static Paper read(String key) {
    return read(key + ".yaml", Paper.class);
  }

  /** A resource as a value. */
  static <T> T read(String name, Class<T> type) {
    return YAMLMapper.builder()
        .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
        .build()
        .readValue(text(name), type);
  }

  /** A run's record that is kept as a resource. */
  static RunRecord record(String name) {
    return Json.parse(Path.of(name), text(name), RunRecord.class, RunRecord.SCHEMA);
  }

  /** A resource's text. */
  static String text(String name) {
    try (InputStream stream =
        Objects.requireNonNull(Papers.class.getResourceAsStream(name), name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
