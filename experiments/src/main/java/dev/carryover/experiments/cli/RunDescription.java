package dev.carryover.experiments.cli;

import dev.carryover.backend.Backends.Choice;
import dev.carryover.data.DataSet;
import dev.carryover.experiments.papers.Paper;
import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.record.Provenance;
import dev.carryover.experiments.record.RunRecord;
import dev.carryover.experiments.record.job.JobRecords;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What a run's record says of it beside its results.
 *
 * @param command which command
 * @param options as they were given
 * @param prepared what is run, and on what
 * @param started when this process began
 * @param before what was recorded of the run by an earlier process, if there was one
 */
record RunDescription(
    CommandSpec command,
    RunOptions options,
    Preparation prepared,
    Instant started,
    Optional<RunRecord> before) {

  /** The record of the results so far. */
  RunRecord record(boolean complete, JobRecords jobs) {
    Choice choice = prepared.choice();
    DataSet data = prepared.found().data();
    double total =
        before.map(record -> record.seconds().total()).orElse(0.0)
            + (Instant.now().toEpochMilli() - started.toEpochMilli()) / 1e3;
    Map<String, String> failures = jobs.failures();
    return new RunRecord(
        RunRecord.SCHEMA,
        before.map(RunRecord::command).orElse(command.name()),
        complete,
        before.map(RunRecord::spec).orElseGet(this::spec),
        provenance(),
        new RunRecord.BackendUsed(
            choice.backend().name(),
            choice.device().name(),
            choice.device().index(),
            choice.device().kind().name(),
            choice.device().details(),
            choice.reason()),
        new RunRecord.DataUsed(
            data.name(),
            data.sha256(),
            prepared.found().origin(),
            prepared.found().fallback(),
            data.imageSize().height(),
            data.imageSize().width()),
        new RunRecord.Seconds(total, jobs.trainingSeconds()),
        jobs.phases(),
        jobs.results(),
        failures.isEmpty() ? Optional.empty() : Optional.of(failures));
  }

  private RunRecord.Spec spec() {
    Request request = prepared.request();
    Experiment first = request.experiments().getFirst();
    return new RunRecord.Spec(
        first.data().set(),
        options.backend(),
        request.paper().map(Paper::key),
        request.protocol(),
        first.replicas(),
        epochs(),
        first.seed());
  }

  /** When and how the run was asked for at first, and what computes now. */
  private Provenance provenance() {
    return Provenance.here(
        before.map(record -> record.provenance().started()).orElse(started),
        prepared.request().experiments().getFirst().seed(),
        before
            .map(record -> record.provenance().commandLine())
            .orElseGet(() -> command.root().commandLine().getParseResult().originalArgs()),
        System.getenv());
  }

  /** Of every stage that is trained; empty where they differ. */
  private OptionalInt epochs() {
    int[] epochs =
        prepared.request().experiments().stream()
            .flatMap(experiment -> experiment.stages().stream())
            .filter(stage -> stage.weights().isEmpty())
            .mapToInt(stage -> stage.recipe().epochs())
            .filter(trained -> trained > 0)
            .distinct()
            .toArray();
    return epochs.length == 1 ? OptionalInt.of(epochs[0]) : OptionalInt.empty();
  }
}
