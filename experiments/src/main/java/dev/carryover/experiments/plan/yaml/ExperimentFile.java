package dev.carryover.experiments.plan.yaml;

import dev.carryover.data.DataException;
import dev.carryover.data.IoReason;
import dev.carryover.data.RegularFile;
import dev.carryover.experiments.plan.Axis;
import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.yaml.Node.Mapping;
import dev.carryover.experiments.plan.yaml.Node.Scalar;
import dev.carryover.experiments.plan.yaml.Node.Sequence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Experiments as YAML: one a document, documents separated by lines of {@code ---}. Two keys stand
 * in files alone: {@code defaults}, which every stage has unless it says otherwise, and {@code
 * axes}, which make one document several experiments.
 */
public final class ExperimentFile {
  private static final long LARGEST = 1L << 24;
  private static final String DEFAULTS = "defaults";
  private static final String AXES = "axes";
  private static final String STAGES = "stages";
  private static final String POINT = "point";

  private ExperimentFile() {}

  /**
   * The experiments in a file's text.
   *
   * @param source the file's name, for messages
   * @param settings keys that are to have other values, as {@code path=value}
   * @param sweeps keys that are to take several values, as {@code path=a,b,c}
   * @throws DataException if there is none, or something is not as it must be: with the line, the
   *     key's path, what was expected and what was found
   */
  public static List<Experiment> read(
      String source, String text, List<String> settings, List<String> sweeps) {
    List<Node> documents = YamlText.documents(source, text);
    List<Experiment> experiments = new ArrayList<>();
    for (Node document : documents) {
      Node set = document;
      for (String setting : settings) {
        set = KeySetting.parse("--set", setting).applyTo(set);
      }
      experiments.addAll(points(requireMapping(set), sweeps.stream().map(Sweep::parse).toList()));
    }
    if (experiments.isEmpty()) {
      throw new DataException(source + ": expected an experiment, found an empty file");
    }
    requireDistinct(source, experiments);
    return experiments;
  }

  /**
   * The experiments in a file.
   *
   * @throws DataException also if it cannot be read
   */
  public static List<Experiment> read(Path file) {
    return read(file.toString(), content(file), List.of(), List.of());
  }

  /**
   * The text of a file, UTF-8.
   *
   * @throws DataException if it cannot be read, or is too long to be an experiment
   */
  public static String content(Path file) {
    if (RegularFile.size(file, "an experiment file") > LARGEST) {
      throw new DataException(
          "%s: expected an experiment file of at most %d bytes".formatted(file, LARGEST));
    }
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new DataException(
          "%s: expected an experiment file in UTF-8, found %s".formatted(file, IoReason.of(e)), e);
    }
  }

  /** The text of a file that {@link #read} reads as the same experiments, every key written out. */
  public static String text(List<Experiment> experiments) {
    return experiments.stream()
        .map(experiment -> YamlText.text(Unbinder.node(experiment).orElseThrow()))
        .collect(Collectors.joining("---\n"));
  }

  private static Mapping requireMapping(Node document) {
    if (document instanceof Mapping mapping) {
      return mapping;
    }
    throw document
        .place()
        .refuse("", "expected an experiment's keys with values, found " + document.kind());
  }

  private static void requireDistinct(String source, List<Experiment> experiments) {
    List<String> keys = experiments.stream().map(Experiment::key).toList();
    keys.stream()
        .filter(key -> keys.indexOf(key) != keys.lastIndexOf(key))
        .findFirst()
        .ifPresent(key -> {
          throw new DataException(
              source + ": key: expected each experiment to have its own, found " + key + " twice");
        });
  }

  /** One experiment, or where there are axes one for every combination of their values. */
  private static List<Experiment> points(Mapping document, List<Axis> sweeps) {
    List<Axis> axes = new ArrayList<>(axes(document));
    axes.addAll(sweeps);
    Mapping base = document.without(AXES);
    List<Mapping> points = List.of(base);
    for (Axis axis : axes) {
      points =
          points.stream()
              .flatMap(point -> axis.points().stream().map(value -> at(point, axis, value)))
              .toList();
    }
    return points.stream()
        .map(point -> Binder.bind(withDefaults(point), Experiment.class))
        .toList();
  }

  private static List<Axis> axes(Mapping document) {
    Node axes = document.entries().get(AXES);
    if (axes == null) {
      return List.of();
    }
    if (!(axes instanceof Sequence sequence)) {
      throw axes.place().refuse(AXES, "expected a list, found " + axes.kind());
    }
    return sequence.items().stream().map(ExperimentFile::axis).toList();
  }

  /** A value of an axis may be a list: it is kept as text and read again where it is set. */
  private static Axis axis(Node node) {
    Node values = node instanceof Mapping mapping ? mapping.entries().get("values") : null;
    if (!(values instanceof Sequence sequence)) {
      return Binder.bind(node, Axis.class);
    }
    List<Node> texts =
        sequence.items().stream()
            .map(item -> (Node) new Scalar(item.place(), Sweep.text(item), true))
            .toList();
    return Binder.bind(
        ((Mapping) node).with("values", new Sequence(sequence.place(), texts)), Axis.class);
  }

  /** A constant as files spell it: {@code SQUARED_ERROR} is squaredError. */
  public static String spelled(Enum<?> constant) {
    return Keys.spelled(constant.name());
  }

  private static Mapping at(Mapping point, Axis axis, String value) {
    Mapping set = requireMapping(KeySetting.of("axes", axis.path(), value).applyTo(point));
    Mapping setting =
        new Mapping(set.place(), Map.of("path", text(axis.path()), "value", text(value)));
    List<Node> settings =
        new ArrayList<>(
            set.entries().get(POINT) instanceof Sequence before ? before.items() : List.of());
    settings.add(setting);
    Mapping named =
        set.entries().get("key") instanceof Scalar key
            ? set.with("key", text(key.text() + new Axis.Setting(axis.path(), value).suffix()))
            : set;
    return named.with(POINT, new Sequence(set.place(), settings));
  }

  private static Node text(String text) {
    return new Scalar(new Place(AXES, 0), text, true);
  }

  private static Mapping withDefaults(Mapping document) {
    Optional<Node> defaults = Optional.ofNullable(document.entries().get(DEFAULTS));
    Mapping rest = document.without(DEFAULTS);
    if (defaults.isEmpty() || !(rest.entries().get(STAGES) instanceof Sequence stages)) {
      return rest;
    }
    if (!(defaults.get() instanceof Mapping every)) {
      throw defaults
          .get()
          .place()
          .refuse(DEFAULTS, "expected a stage's keys with values, found " + defaults.get().kind());
    }
    List<Node> merged =
        stages.items().stream()
            .map(stage -> stage instanceof Mapping own ? every.under(own) : stage)
            .toList();
    Map<String, Node> entries = new LinkedHashMap<>(rest.entries());
    entries.put(STAGES, new Sequence(Objects.requireNonNull(stages).place(), merged));
    return new Mapping(rest.place(), entries);
  }
}
