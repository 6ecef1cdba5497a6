package dev.carryover.experiments.cli;

import dev.carryover.backend.Backends.Choice;
import dev.carryover.data.DataSet;
import dev.carryover.experiments.compare.Pace;
import dev.carryover.experiments.compare.Work;
import dev.carryover.experiments.console.Introduction;
import dev.carryover.experiments.console.TextTable;
import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.Stage;
import dev.carryover.experiments.run.Beginnings;
import dev.carryover.experiments.run.DataSets;
import dev.carryover.experiments.run.Divisions;
import dev.carryover.experiments.run.LeadingStages;
import dev.carryover.experiments.run.MemoryNeed;
import dev.carryover.experiments.run.StageRef;
import dev.carryover.experiments.run.TrainingExamples;
import dev.carryover.program.TrainingProgram;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
    Map<Experiment, DataSets> divided = new Divisions(data).of(request.experiments());
    List<Part> parts = parts(divided);
    // What is told from others when timing ends is then what matters least.
    parts.stream()
        .filter(Part::trains)
        .sorted(Comparator.comparingDouble(Part::products).reversed())
        .forEach(part -> part.seconds(pace));
    for (Part part : parts) {
      table.row(part.row(pace));
      total += part.seconds(pace);
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
        parts.stream().anyMatch(Part::stopsEarly) ? "at most " : "",
        total / 60,
        choice.backend().name(),
        choice.device().name(),
        pace.basis());
  }

  /** All trainings, in the plan's order. */
  private static List<Part> parts(Map<Experiment, DataSets> divided) {
    List<Part> parts = new ArrayList<>();
    Beginnings before = new Beginnings();
    divided.forEach((experiment, sets) -> {
      int shared =
          before
              .like(experiment)
              .map(other -> LeadingStages.shared(other, experiment).size())
              .orElse(0);
      for (int s = 0; s < experiment.stages().size(); s++) {
        for (StageRef training : new StageRef(experiment, experiment.stages().get(s)).trainings()) {
          parts.add(
              new Part(
                  training.experiment(),
                  training.stage(),
                  sets,
                  TrainingExamples.of(training.experiment(), training.stage(), sets.train()),
                  s < shared));
        }
      }
    });
    return parts;
  }

  /**
   * A stage, or a search for its recipe.
   *
   * @param isShared whether an experiment before this one trains it, too
   */
  private record Part(
      Experiment experiment,
      Stage stage,
      DataSets sets,
      TrainingExamples examples,
      boolean isShared) {

    boolean trains() {
      return stage.weights().isEmpty() && stage.recipe().epochs() > 0 && !isShared;
    }

    boolean stopsEarly() {
      return trains() && stage.measure().stop().isPresent();
    }

    private TrainingProgram program() {
      return experiment.program(stage, sets.features(), sets.classes());
    }

    double products() {
      return stage.recipe().epochs() * Work.flopsAnEpoch(program(), examples.visited());
    }

    double seconds(Pace pace) {
      return trains()
          ? stage.recipe().epochs()
              * pace.secondsPerEpoch(stage, program(), examples::pool, examples.visited())
          : 0;
    }

    String[] row(Pace pace) {
      return new String[] {
        experiment.key(),
        stage.name(),
        program().network().toString(),
        Integer.toString(experiment.replicas()),
        Integer.toString(examples.visited()),
        epochs(),
        String.format(Locale.ROOT, "%.1f", seconds(pace) / 60),
        Long.toString(MemoryNeed.bytes(experiment, stage, sets) >> 20)
      };
    }

    private String epochs() {
      if (stage.weights().isPresent()) {
        return "saved";
      }
      String epochs = Integer.toString(stage.recipe().epochs());
      return isShared
          ? "shared"
          : stage.measure().stop().isPresent() ? "at most " + epochs : epochs;
    }
  }
}
