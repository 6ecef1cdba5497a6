package dev.carryover.experiments.cli;

import dev.carryover.backend.Backends.Choice;
import dev.carryover.data.DataSet;
import dev.carryover.experiments.papers.Paper;
import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.record.ExperimentResults;
import dev.carryover.experiments.record.Phases.Phase;
import dev.carryover.experiments.record.Provenance;
import dev.carryover.experiments.record.RunRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What a run's record says of it beside its results.
 *
 * @param command which command
 * @param options as they were given
 * @param prepared what is run, and on what
 * @param started when
 */
record RunDescription(
    CommandSpec command, RunOptions options, Preparation prepared, Instant started) {

  /** The record of the results so far. */
  RunRecord record(
      boolean complete,
      double trainingSeconds,
      List<Phase> phases,
      Map<String, ExperimentResults> results) {
    Request request = prepared.request();
    Choice choice = prepared.choice();
    DataSet data = prepared.found().data();
    Experiment first = request.experiments().getFirst();
    double total = (Instant.now().toEpochMilli() - started.toEpochMilli()) / 1e3;
    return new RunRecord(
        RunRecord.SCHEMA,
        command.name(),
        complete,
        new RunRecord.Spec(
            first.data().set(),
            options.backend,
            request.paper().map(Paper::key),
            request.protocol(),
            first.replicas(),
            epochs(),
            first.seed()),
        Provenance.here(
            started,
            first.seed(),
            command.root().commandLine().getParseResult().originalArgs(),
            System.getenv()),
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
        new RunRecord.Seconds(total, trainingSeconds),
        phases,
        results);
  }

  /** Of every stage that is trained; empty where they differ. */
  private OptionalInt epochs() {
    int[] epochs =
        prepared.request().experiments().stream()
            .flatMap(experiment -> experiment.stages().stream())
            .filter(stage -> stage.weights().isEmpty())
            .mapToInt(stage -> stage.recipe().epochs())
            .distinct()
            .toArray();
    return epochs.length == 1 ? OptionalInt.of(epochs[0]) : OptionalInt.empty();
  }
}
