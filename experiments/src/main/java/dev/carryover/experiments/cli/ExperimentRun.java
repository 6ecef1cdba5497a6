package dev.carryover.experiments.cli;

import dev.carryover.experiments.console.Introduction;
import dev.carryover.experiments.console.Progress;
import dev.carryover.experiments.console.ResultTables;
import dev.carryover.experiments.papers.ComparedTable;
import dev.carryover.experiments.papers.Papers;
import dev.carryover.experiments.papers.SchemaOne;
import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.record.ExperimentResults;
import dev.carryover.experiments.record.FolderClaim;
import dev.carryover.experiments.record.RunFolder;
import dev.carryover.experiments.record.RunRecord;
import dev.carryover.experiments.record.RunWriter;
import dev.carryover.experiments.report.Report;
import java.io.Console;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/**
 * One command's run of experiments: whatever can be refused is refused before anything is trained,
 * and whatever results come are in the run's folder at once.
 */
final class ExperimentRun implements AutoCloseable {
  private final ExecutionOptions execution;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Preparation prepared;
  private final FolderClaim claim;
  private final Interruption.Registration lastWords;
  private final RunFolder folder;
  private final RunDescription description;
  private final Jobs jobs;
  private final RunWriter writer;
  private boolean complete;

  /**
   * Makes a new run ready.
   *
   * @param asked what is to be run, before the options have their say
   * @throws UsageException if an option's value cannot be used
   * @throws dev.carryover.data.DataException if the data cannot be had, or lacks what an experiment
   *     needs
   * @throws dev.carryover.backend.BackendNotReadyException if the backend is not ready
   */
  static ExperimentRun begin(CommandSpec command, RunOptions options, Request asked) {
    Instant started = Instant.now();
    Preparation prepared = Preparation.of(asked, options, command.commandLine().getErr());
    FolderClaim claim =
        options
            .out()
            .map(FolderClaim::of)
            .orElseGet(() -> FolderClaim.ofNew(Path.of("runs"), command.name(), started));
    claim.folder().writeExperiments(prepared.request().experiments());
    return in(claim, new RunDescription(command, options, prepared, started, Optional.empty()));
  }

  /**
   * Makes an interrupted run ready to go on.
   *
   * @param asked what it is of
   * @param before what is recorded of it
   * @throws dev.carryover.data.DataException also if the folder is in use or cannot be written to,
   *     or experiments, data or program are others than those that it was begun with
   */
  static ExperimentRun resume(
      CommandSpec command, RunOptions options, Request asked, RunFolder folder, RunRecord before) {
    Instant started = Instant.now();
    Preparation prepared = Preparation.of(asked, options, command.commandLine().getErr());
    return in(
        FolderClaim.ofInterrupted(folder.path()),
        new RunDescription(command, options, prepared, started, Optional.of(before)));
  }

  private static ExperimentRun in(FolderClaim claim, RunDescription description) {
    try {
      return new ExperimentRun(description, claim);
    } catch (RuntimeException e) {
      claim.close();
      throw e;
    }
  }

  private ExperimentRun(RunDescription description, FolderClaim claim) {
    CommandSpec command = description.command();
    this.execution = description.options().execution();
    this.out = command.commandLine().getOut();
    this.err = command.commandLine().getErr();
    this.prepared = description.prepared();
    this.claim = claim;
    this.folder = claim.folder();
    this.description = description;
    Interruption interruption = ((Carryover) command.root().userObject()).interruption();
    this.jobs = new Jobs(folder, prepared, execution, interruption, err::println);
    this.writer = new RunWriter(folder, this::json);
    writer.write();
    this.lastWords =
        interruption.beforeTheEnd(() -> "interrupted; " + Interruption.goesOn(folder.path()));
    Introduction.lines(
            prepared.request().experiments(),
            prepared.choice(),
            prepared.found(),
            prepared.data(),
            jobs.groups(),
            prepared.notes())
        .forEach(out::println);
    out.printf("run       %s%n%n", folder.path());
    out.flush();
  }

  private static boolean isTerminal() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
  }

  private String json() {
    return description
        .record(complete, jobs.records())
        .toJson(
            prepared
                .request()
                .paper()
                .flatMap(paper -> SchemaOne.protocols(paper, jobs.records().results())));
  }

  /**
   * Runs everything, prints the tables, draws the report, and says where all of it is.
   *
   * @throws FailedJobsException at the end, if some of several experiments failed
   */
  void run() {
    jobs.run(
        writer,
        Progress.of(isTerminal(), execution.quiet(), prepared.request().experiments().size(), err));
    Map<String, String> failures = jobs.records().failures();
    complete = failures.isEmpty();
    writer.write();
    Map<String, ExperimentResults> results = jobs.records().results();
    List<Experiment> experiments = prepared.request().experiments();
    if (experiments.size() > Progress.LISTED) {
      out.printf(
          "%d experiments: their figures are in the report and in run.json%n", results.size());
    }
    for (Experiment experiment :
        experiments.size() > Progress.LISTED ? List.<Experiment>of() : experiments) {
      ExperimentResults found = results.getOrDefault(experiment.key(), ExperimentResults.NONE);
      ResultTables.lines(experiment, found, published(experiment, found)).forEach(out::println);
    }
    Path report = Report.draw(folder, Papers.supplement());
    out.println();
    out.println(folder.path());
    out.println(report);
    if (!complete) {
      throw new FailedJobsException(
          "%d of %d experiments failed: %s; ./carryover resume %s tries them again"
              .formatted(
                  failures.size(),
                  prepared.request().experiments().size(),
                  String.join(", ", failures.keySet()),
                  folder.path()));
    }
  }

  private List<ComparedTable> published(Experiment experiment, ExperimentResults results) {
    return prepared
        .request()
        .paper()
        .map(
            paper -> ComparedTable.of(paper, experiment, results, prepared.found().data().sha256()))
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
