package dev.carryover.experiments.cli;

import dev.carryover.backend.Backends.Choice;
import dev.carryover.data.DataSet;
import dev.carryover.experiments.compare.Pace;
import dev.carryover.experiments.console.Introduction;
import dev.carryover.experiments.console.TextTable;
import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.Stage;
import dev.carryover.experiments.run.DataSets;
import dev.carryover.experiments.run.LeadingStages;
import dev.carryover.experiments.run.MemoryNeed;
import dev.carryover.experiments.run.StageRef;
import dev.carryover.experiments.run.TrainingExamples;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "plan",
    description =
        "What running a file's experiments would do, each of them a job: stages, replicas, time by a"
            + " few images of each program timed now, memory. Nothing is written."
            + " shared: an experiment before it trains the same stage.")
final class PlanCommand implements Runnable {
  /** What timing may take. */
  private static final double TIMING_SECONDS = 6;

  @Parameters(paramLabel = "FILE", description = "The file, YAML; ./carryover explain lists keys.")
  private Path file = Path.of("");

  @Mixin private RunOptions options = new RunOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  private boolean stopsEarly;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Request request = RunCommand.request(file, options).with(options);
    Experiment first = request.experiments().getFirst();
    Choice choice = BackendChoice.of(options.backend(), first.replicas(), err);
    DataSet data =
        Sources.of(first.seed())
            .find(first.data().set(), first.data().layout(), Sources.listener(err))
            .data();
    TextTable table =
        new TextTable(
            3, "experiment", "stage", "network", "replicas", "images", "epochs", "minutes", "MiB");
    double total = 0;
    Pace pace = new Pace(choice, TIMING_SECONDS, err::println);
    Map<Experiment, DataSets> divided = Preparation.divided(request.experiments(), data);
    timeTheLongestFirst(divided, pace);
    for (Experiment experiment : request.experiments()) {
      DataSets sets = Objects.requireNonNull(divided.get(experiment));
      int shared = shared(request.experiments(), experiment);
      for (int s = 0; s < experiment.stages().size(); s++) {
        StageRef ref = new StageRef(experiment, experiment.stages().get(s));
        boolean isShared = s < shared;
        for (StageRef part : ref.trainings()) {
          total += row(table, part, sets, pace, isShared);
        }
      }
    }
    table.lines().forEach(out::println);
    Introduction.together(
            Preparation.groups(
                request.experiments(), List.of(), divided, options.execution().together()),
            divided)
        .ifPresent(out::println);
    out.printf(
        Locale.ROOT,
        "%sabout %.1f minutes of training on %s (%s), by %s; measuring and drawing come on top%n",
        stopsEarly ? "at most " : "",
        total / 60,
        choice.backend().name(),
        choice.device().name(),
        pace.basis());
  }

  /** A training with what it trains on. */
  private record Part(StageRef training, DataSets sets) {
    double products() {
      return Estimate.products(training.experiment(), training.stage(), sets);
    }
  }

  /** What is told from others when timing ends is then what matters least. */
  private static void timeTheLongestFirst(Map<Experiment, DataSets> divided, Pace pace) {
    List<Part> parts = new ArrayList<>();
    divided.forEach((experiment, sets) ->
        StageRef.trainings(experiment).stream()
            .filter(part -> part.stage().weights().isEmpty() && part.stage().recipe().epochs() > 0)
            .forEach(part -> parts.add(new Part(part, sets))));
    parts.sort(Comparator.comparingDouble(Part::products).reversed());
    parts.forEach(part -> secondsAnEpoch(part.training(), part.sets(), pace));
  }

  private static double secondsAnEpoch(StageRef part, DataSets sets, Pace pace) {
    TrainingExamples examples = TrainingExamples.of(part.experiment(), part.stage(), sets.train());
    return pace.secondsPerEpoch(
        part.stage(),
        part.experiment().program(part.stage(), sets.features(), sets.classes()),
        examples.pool(),
        examples.visited());
  }

  /** Adds a stage, or a search, and returns the seconds that it takes. */
  private double row(TextTable table, StageRef part, DataSets sets, Pace pace, boolean isShared) {
    Experiment experiment = part.experiment();
    Stage stage = part.stage();
    TrainingExamples examples = TrainingExamples.of(experiment, stage, sets.train());
    boolean trains = stage.weights().isEmpty() && stage.recipe().epochs() > 0 && !isShared;
    stopsEarly |= trains && stage.measure().stop().isPresent();
    double stageSeconds = trains ? stage.recipe().epochs() * secondsAnEpoch(part, sets, pace) : 0;
    table.row(
        experiment.key(),
        stage.name(),
        stage.network(sets.features(), sets.classes()).toString(),
        Integer.toString(experiment.replicas()),
        Integer.toString(examples.visited()),
        epochs(stage, isShared),
        String.format(Locale.ROOT, "%.1f", stageSeconds / 60),
        Long.toString(MemoryNeed.bytes(experiment, stage, sets) >> 20));
    return stageSeconds;
  }

  /** With how many stages an experiment begins that one before it trains, too. */
  private static int shared(List<Experiment> experiments, Experiment experiment) {
    return experiments.stream()
        .takeWhile(other -> !other.equals(experiment))
        .mapToInt(other -> LeadingStages.shared(other, experiment).size())
        .max()
        .orElse(0);
  }

  private static String epochs(Stage stage, boolean shared) {
    if (stage.weights().isPresent()) {
      return "saved";
    }
    String epochs = Integer.toString(stage.recipe().epochs());
    return shared ? "shared" : stage.measure().stop().isPresent() ? "at most " + epochs : epochs;
  }
}
