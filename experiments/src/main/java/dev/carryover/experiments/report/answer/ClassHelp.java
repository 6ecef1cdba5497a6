package dev.carryover.experiments.report.answer;

import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.SetName;
import dev.carryover.experiments.plan.Stage;
import dev.carryover.experiments.record.StageResults.ClassErrors;
import dev.carryover.experiments.report.contents.RunContents;
import dev.carryover.experiments.report.contents.StageContents;
import dev.carryover.experiments.report.document.Quantity;
import dev.carryover.experiments.report.document.Words;
import dev.carryover.experiments.statistics.Summary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;

/**
 * How much an autoencoder's having seen one class helps it to reconstruct another, over the points
 * of a sweep that train it on different classes.
 *
 * @param stage the autoencoder
 * @param set the images of each class that it is measured on
 * @param points one for each choice of classes that has been trained
 * @param classes those of which there are images
 */
public record ClassHelp(
    StageContents stage, SetName set, List<Point> points, List<Integer> classes) {
  /** Of an error without an interval. */
  private static final int DECIMALS = 5;

  /**
   * What training on some classes came to.
   *
   * @param stage what was trained
   * @param errors each class's mean reconstruction error
   */
  public record Point(Stage stage, TreeMap<Integer, Summary> errors) {
    private boolean sees(int label) {
      return stage.train().includes(label);
    }
  }

  /**
   * What having seen a class does to the error of another: below zero it helps.
   *
   * @param seen the class
   * @param other the class that is reconstructed
   * @param error change of its mean reconstruction error
   */
  public record Effect(int seen, int other, Summary error) {}

  /** Copies the lists. */
  public ClassHelp {
    points = List.copyOf(points);
    classes = List.copyOf(classes);
  }

  /** That of each stage that reconstructs examples of classes that vary in a sweep. */
  public static List<ClassHelp> of(RunContents contents, Sweep sweep) {
    return contents.stages(sweep.points().getFirst()).stream()
        .filter(stage -> stage.stage().reconstructs())
        .map(stage -> of(contents, sweep, stage))
        .filter(help -> help.points().stream().map(p -> p.stage().train()).distinct().count() > 1)
        .toList();
  }

  private static ClassHelp of(RunContents contents, Sweep sweep, StageContents stage) {
    List<SetName> sets = stage.stage().measure().sets();
    SetName set =
        stage.results().stream().anyMatch(r -> r.images(SetName.FULL_TEST) > 0)
            ? SetName.FULL_TEST
            : Metrics.headlineSet(sets);
    List<Point> points = new ArrayList<>();
    for (Experiment experiment : sweep.points()) {
      if (experiment.replicas() == sweep.points().getFirst().replicas()) {
        point(contents, experiment, stage.stage().key(), set).ifPresent(points::add);
      }
    }
    TreeSet<Integer> classes = new TreeSet<>();
    points.forEach(point -> classes.addAll(point.errors().keySet()));
    classes.removeIf(label -> !points.stream().allMatch(p -> p.errors().containsKey(label)));
    return new ClassHelp(stage, set, points, List.copyOf(classes));
  }

  private static Optional<Point> point(
      RunContents contents, Experiment experiment, String key, SetName set) {
    return contents
        .results(experiment)
        .stage(key)
        .flatMap(results -> Optional.ofNullable(results.classErrors().get(set.key())))
        .map(errors -> {
          TreeMap<Integer, Summary> byClass = new TreeMap<>();
          errors.stream()
              .filter(error -> error.images() > 0)
              .forEach((ClassErrors error) -> byClass.put(error.label(), error.mean()));
          return new Point(experiment.stage(key).orElseThrow(), byClass);
        });
  }

  /**
   * What having seen a class does to the error of another, which no point has seen: the mean over
   * the points that have seen the first minus the mean over those that have not. Of a class and
   * itself: the points that have seen it minus those that have not. Empty where there are no such
   * points.
   */
  public Optional<Effect> effect(int seen, int other) {
    List<Point> compared =
        points.stream().filter(point -> seen == other || !point.sees(other)).toList();
    Optional<Summary> with = error(compared, (p, c) -> c == other && p.sees(seen));
    Optional<Summary> without = error(compared, (p, c) -> c == other && !p.sees(seen));
    return with.isEmpty() || without.isEmpty()
        ? Optional.empty()
        : Optional.of(new Effect(seen, other, Summary.ofDifference(with.get(), without.get())));
  }

  /** Of every class on every other, what helps most first. */
  public List<Effect> effects() {
    return classes.stream()
        .flatMap(
            i -> classes.stream().filter(j -> !j.equals(i)).flatMap(j -> effect(i, j).stream()))
        .sorted(Comparator.comparingDouble(effect -> effect.error().mean()))
        .toList();
  }

  /** The mean error of a class where it was seen, or where it was not; empty if it never was so. */
  public Optional<Summary> error(int label, boolean seen) {
    return error(points, (point, c) -> c == label && point.sees(c) == seen);
  }

  /** The mean error of all classes where they were seen, or where they were not. */
  public Optional<Summary> error(boolean seen) {
    return error(points, (point, c) -> point.sees(c) == seen);
  }

  /**
   * Replica by replica the mean over those errors of points that are meant; empty: there is none.
   */
  private Optional<Summary> error(List<Point> from, BiPredicate<Point, Integer> meant) {
    List<Summary> errors = new ArrayList<>();
    for (Point point : from) {
      point
          .errors()
          .forEach((label, error) -> {
            if (classes.contains(label) && meant.test(point, label)) {
              errors.add(error);
            }
          });
    }
    if (errors.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Summary.of(
            IntStream.range(0, errors.getFirst().count())
                .mapToObj(r ->
                    errors.stream().mapToDouble(e -> e.replicas().get(r)).average().orElseThrow())
                .toList()));
  }

  /** What comes of it in two sentences; none where no class was both seen and held out. */
  public List<String> sentences() {
    Optional<Summary> seen = error(true);
    Optional<Summary> unseen = error(false);
    List<Effect> effects = effects();
    if (seen.isEmpty() || unseen.isEmpty() || effects.isEmpty()) {
      return List.of();
    }
    Effect most = effects.getFirst();
    boolean helps = most.error().mean() < 0;
    return List.of(
        "Over %s of classes to train on, the %s reconstructs classes that it has seen with a mean squared error of %s and classes held out with %s (%s, %s)."
            .formatted(
                Words.count(points.size(), "choice"),
                stage.name(),
                quantity(seen.get()),
                quantity(unseen.get()),
                Metrics.images(set),
                Words.replicas(seen.get().count())),
        "Of all classes that it can have seen, class %d helps most to reconstruct another, class %d: it %s the error of that held-out class by %s."
            .formatted(
                most.seen(),
                most.other(),
                helps ? "lowers" : "raises",
                quantity(most.error()).magnitude()));
  }

  /** An error, or a difference of errors, as it is written. */
  public static Quantity quantity(Summary error) {
    return Quantity.of(error, DECIMALS);
  }
}
