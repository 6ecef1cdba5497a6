package dev.carryover.experiments.cli;

import dev.carryover.experiments.console.Introduction;
import dev.carryover.experiments.console.Progress;
import dev.carryover.experiments.console.ResultTables;
import dev.carryover.experiments.papers.ComparedTable;
import dev.carryover.experiments.papers.Papers;
import dev.carryover.experiments.papers.SchemaOne;
import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.record.FolderClaim;
import dev.carryover.experiments.record.History;
import dev.carryover.experiments.record.Phases;
import dev.carryover.experiments.record.RunFolder;
import dev.carryover.experiments.record.RunWriter;
import dev.carryover.experiments.report.Report;
import dev.carryover.experiments.run.Observer;
import java.io.Console;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/**
 * One command's run of experiments: whatever can be refused is refused before anything is trained,
 * and whatever results come are in the run's folder at once.
 */
final class ExperimentRun implements AutoCloseable {
  private final PrintWriter out;
  private final Preparation prepared;
  private final FolderClaim claim;
  private final Interruption.Registration lastWords;
  private final RunFolder folder;
  private final RunWriter writer;
  private final Observer observer;

  /**
   * Makes everything ready.
   *
   * @param asked what is to be run, before the options have their say
   * @throws UsageException if an option's value cannot be used
   * @throws dev.carryover.data.DataException if the data cannot be had, or lacks what an experiment
   *     needs
   * @throws dev.carryover.backend.BackendNotReadyException if the backend is not ready
   */
  ExperimentRun(CommandSpec command, RunOptions options, Request asked) {
    Instant started = Instant.now();
    this.out = command.commandLine().getOut();
    PrintWriter err = command.commandLine().getErr();
    this.prepared = Preparation.of(asked, options, err);
    this.claim =
        options
            .out()
            .map(FolderClaim::of)
            .orElseGet(() -> FolderClaim.ofNew(Path.of("runs"), command.name(), started));
    this.folder = claim.folder();
    History history = new History(folder);
    Phases phases = new Phases();
    RunDescription description = new RunDescription(command, options, prepared, started);
    this.writer = new RunWriter(folder, soFar -> json(description, soFar, history, phases));
    Interruption interruption = ((Carryover) command.root().userObject()).interruption();
    this.lastWords =
        interruption.beforeTheEnd(() -> "interrupted; " + Interruption.kept(folder.path()));
    this.observer =
        Observer.all(
            List.of(
                writer,
                history,
                phases,
                Progress.of(isTerminal(), options.quiet, err),
                interruption.during(folder.path())));
    folder.writeExperiments(prepared.request().experiments());
    Introduction.lines(
            prepared.request().experiments(),
            prepared.choice(),
            prepared.found(),
            prepared.data(),
            prepared.notes())
        .forEach(out::println);
    out.printf("run       %s%n%n", folder.path());
    out.flush();
  }

  private static boolean isTerminal() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
  }

  private String json(RunDescription description, RunWriter soFar, History history, Phases phases) {
    return description
        .record(soFar.isComplete(), history.trainingSeconds(), phases.ended(), soFar.results())
        .toJson(
            prepared
                .request()
                .paper()
                .flatMap(paper -> SchemaOne.protocols(paper, soFar.results())));
  }

  /** Runs everything, prints the tables, draws the report, and says where all of it is. */
  void run() {
    prepared.runners().forEach(runner -> runner.run(observer));
    writer.complete();
    for (Experiment experiment : prepared.request().experiments()) {
      ResultTables.lines(experiment, writer.results(experiment), published(experiment))
          .forEach(out::println);
    }
    Path report = Report.draw(folder, Papers.supplement());
    out.println();
    out.println(folder.path());
    out.println(report);
  }

  private List<ComparedTable> published(Experiment experiment) {
    return prepared
        .request()
        .paper()
        .map(paper ->
            ComparedTable.of(
                paper, experiment, writer.results(experiment), prepared.found().data().sha256()))
        .orElse(List.of());
  }

  /** The run's folder. */
  RunFolder folder() {
    return folder;
  }

  /** Lets others write to the run's folder. */
  @Override
  public void close() {
    lastWords.close();
    claim.close();
  }
}
