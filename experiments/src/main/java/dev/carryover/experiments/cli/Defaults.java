package dev.carryover.experiments.cli;

import dev.carryover.backend.Backends.Choice;
import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.run.DataSets;
import dev.carryover.experiments.run.Divisions;
import java.util.List;

/**
 * How much of a paper's experiments is trained where the user does not say. An experiment of the
 * user's own is run as its file says, and an earlier run's as it was.
 *
 * @param request what is run
 * @param notes what the user may want to know about it, in lines
 */
record Defaults(Request request, List<String> notes) {
  private static final int REFERENCE_EPOCHS = 20;

  static Defaults of(Request wanted, RunOptions options, Choice choice, Divisions divisions) {
    if (wanted.paper().isEmpty()
        || wanted.dataSha256().isPresent()
        || SavedWeights.replicas(wanted.experiments()).isPresent()) {
      return new Defaults(wanted, List.of());
    }
    if (choice.backend().name().equals("ejml")) {
      return reference(wanted, options);
    }
    if (options.replicas().isPresent()) {
      return new Defaults(wanted, List.of());
    }
    Experiment first = wanted.experiments().getFirst();
    DataSets data = divisions.of(first);
    if (wanted.paper().get().hasQuickForm()) {
      return new Defaults(
          wanted,
          List.of(
              "at most about %.0f minutes, by a part of an epoch timed now; whatever ends it,"
                      .formatted(ReplicaDefaults.seconds(wanted.experiments(), data, choice) / 60)
                  + " ./carryover resume goes on"));
    }
    ReplicaDefaults.Chosen chosen = ReplicaDefaults.choose(wanted.experiments(), data, choice);
    return new Defaults(
        wanted.with(experiment -> experiment.withReplicas(chosen.replicas())),
        List.of(chosen.note()));
  }

  private static Defaults reference(Request wanted, RunOptions options) {
    Request fewer = wanted;
    if (options.replicas().isEmpty()) {
      fewer = fewer.with(experiment -> experiment.withReplicas(1));
    }
    if (options.epochs().isEmpty()) {
      fewer = fewer.with(experiment -> experiment.withEpochs(REFERENCE_EPOCHS));
    }
    return new Defaults(
        fewer,
        fewer.equals(wanted)
            ? List.of()
            : List.of(
                "ejml is the reference, not fast: the default is 1 replica and %d epochs"
                    .formatted(REFERENCE_EPOCHS)));
  }
}
