package dev.carryover.experiments.report.answer;

import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.Metric;
import dev.carryover.experiments.plan.SetName;
import dev.carryover.experiments.report.contents.RunContents;
import dev.carryover.experiments.report.contents.StageContents;
import dev.carryover.experiments.report.document.Words;
import dev.carryover.experiments.statistics.Summary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an experiment answers, each answer a sentence without a capital of its own. */
public final class Answer {
  private final RunContents contents;
  private final Experiment experiment;

  private Answer(RunContents contents, Experiment experiment) {
    this.contents = contents;
    this.experiment = experiment;
  }

  /**
   * The stage that others are compared with, the images and the metric: what one sentence is on.
   */
  private record Question(String than, SetName set, Metric metric) {}

  /** One figure of one stage. */
  private record Figure(StageContents stage, Summary summary) {}

  /** The answers to an experiment's comparisons, or if it has none what its stages came to. */
  static List<String> of(RunContents contents, Experiment experiment) {
    Answer answer = new Answer(contents, experiment);
    List<String> compared = answer.comparisons();
    return compared.isEmpty() ? answer.figures() : compared;
  }

  /** What comparisons of an experiment's say, a sentence for each stage that is compared with. */
  public static List<String> to(
      RunContents contents, Experiment experiment, List<Compared> comparisons) {
    Answer answer = new Answer(contents, experiment);
    Map<Question, List<Compared>> questions = new LinkedHashMap<>();
    for (Compared compared : comparisons) {
      questions
          .computeIfAbsent(
              new Question(compared.b().key(), compared.set(), compared.metric()),
              ignored -> new ArrayList<>())
          .add(compared);
    }
    return questions.entrySet().stream()
        .map(entry -> answer.sentence(entry.getKey(), entry.getValue()))
        .toList();
  }

  /** Those on the images that stand for all. */
  private List<String> comparisons() {
    List<Compared> all = Compared.of(experiment, contents.results(experiment));
    SetName headline = Metrics.headlineSet(all.stream().map(Compared::set).toList());
    return to(
        contents, experiment, all.stream().filter(compared -> compared.set() == headline).toList());
  }

  private String sentence(Question question, List<Compared> comparisons) {
    List<Figure> figures = new ArrayList<>();
    comparisons.forEach(one -> figure(one.a().key(), question).ifPresent(figures::add));
    Summary first = comparisons.getFirst().difference();
    if (first.low().isEmpty() || figures.size() < comparisons.size()) {
      figure(question.than(), question).ifPresent(figures::add);
      return values(figures, question.set(), question.metric());
    }
    List<String> clauses = new ArrayList<>();
    for (int i = 0; i < figures.size(); i++) {
      Figure figure = figures.get(i);
      clauses.add(
          "%s, %s"
              .formatted(
                  i == 0
                      ? does(figure, question.set(), question.metric())
                      : figure.stage().name()
                          + " "
                          + Metrics.words(figure.summary(), question.metric()),
                  comparisons.get(i).words()));
    }
    return "%s (%s)."
        .formatted(String.join("; ", clauses), Words.replicas(first.replicas().size()));
  }

  private Optional<Figure> figure(String key, Question question) {
    return stages().stream()
        .filter(stage -> stage.stage().key().equals(key))
        .findFirst()
        .flatMap(stage ->
            stage.last(question.set(), question.metric()).map(found -> new Figure(stage, found)));
  }

  private List<StageContents> stages() {
    return contents.stages(experiment);
  }

  /** {@code frozen misclassifies 12.3% ± 0.4 of the test images}. */
  private static String does(Figure figure, SetName set, Metric metric) {
    return does(figure.stage(), Metrics.words(figure.summary(), metric), set, metric);
  }

  private static String does(StageContents stage, String amount, SetName set, Metric metric) {
    String verb =
        metric.isFraction()
            ? "misclassifies %s of the %s"
            : stage.stage().reconstructs()
                ? "reconstructs with a mean squared error of %s on the %s"
                : "has a mean squared error of %s on the %s";
    return stage.name() + " " + verb.formatted(amount, Metrics.images(set));
  }

  /** Each replica's figure, where there are too few for an interval. */
  private static String values(List<Figure> figures, SetName set, Metric metric) {
    int replicas = figures.getFirst().summary().replicas().size();
    List<String> clauses = new ArrayList<>();
    for (Figure figure : figures) {
      String amount =
          Words.list(
              figure.summary().replicas().stream().map(v -> Metrics.value(v, metric)).toList());
      clauses.add(
          clauses.isEmpty()
              ? does(figure.stage(), amount, set, metric)
              : figure.stage().name() + " " + amount);
    }
    return "%s, %s."
        .formatted(
            replicas == 1
                ? "in one replica, so without an interval"
                : "in %s, too few for an interval".formatted(Words.replicas(replicas)),
            String.join("; ", clauses));
  }

  private List<String> figures() {
    List<StageContents> classifiers =
        stages().stream().filter(stage -> !stage.stage().reconstructs()).toList();
    List<String> sentences = figures(classifiers);
    return sentences.isEmpty()
        ? figures(stages().stream().filter(stage -> stage.stage().reconstructs()).toList())
        : sentences;
  }

  private static List<String> figures(List<StageContents> stages) {
    Map<Question, List<Figure>> groups = new LinkedHashMap<>();
    for (StageContents stage : stages) {
      SetName set = Metrics.headlineSet(stage.stage().measure().sets());
      stage
          .last(set, stage.ownMetric())
          .ifPresent(summary ->
              groups
                  .computeIfAbsent(
                      new Question("", set, stage.ownMetric()), ignored -> new ArrayList<>())
                  .add(new Figure(stage, summary)));
    }
    return groups.entrySet().stream().map(e -> figures(e.getKey(), e.getValue())).toList();
  }

  private static String figures(Question question, List<Figure> figures) {
    Summary first = figures.getFirst().summary();
    if (first.low().isEmpty()) {
      return values(figures, question.set(), question.metric());
    }
    List<String> clauses = new ArrayList<>();
    for (Figure figure : figures) {
      clauses.add(
          clauses.isEmpty()
              ? does(figure, question.set(), question.metric())
              : figure.stage().name() + " " + Metrics.words(figure.summary(), question.metric()));
    }
    return "%s (%s).".formatted(Words.list(clauses), Words.replicas(first.replicas().size()));
  }
}
