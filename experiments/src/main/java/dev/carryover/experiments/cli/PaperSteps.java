package dev.carryover.experiments.cli;

import dev.carryover.experiments.papers.Paper;
import dev.carryover.experiments.papers.Papers;
import dev.carryover.experiments.plan.Stage;
import dev.carryover.experiments.plan.Weights;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Some of the stages of the seed's paper, under the protocols that are asked for. */
final class PaperSteps {
  static final String AUTOENCODER = "autoencoder";
  static final String HELDOUT = "heldout";
  static final Set<String> TRANSFER = Set.of(AUTOENCODER, "caseI", "caseII", "baseline");

  private static final String PAPER = "vera2024";

  private PaperSteps() {}

  /** The stages of the given keys alone. */
  static Request of(Set<String> stages, ProtocolOption protocol, RunOptions options) {
    return of(stages, protocol, options, UnaryOperator.identity());
  }

  /** The stages of the given keys alone, one of them with the parameters that a run left. */
  static Request of(
      Set<String> stages,
      ProtocolOption protocol,
      RunOptions options,
      String saved,
      Weights weights) {
    return of(
        stages,
        protocol,
        options,
        stage -> stage.key().equals(saved) ? stage.withWeights(weights) : stage);
  }

  private static Request of(
      Set<String> stages,
      ProtocolOption protocol,
      RunOptions options,
      UnaryOperator<Stage> change) {
    Paper paper = Papers.named(PAPER);
    return Request.of(
            Papers.experiments(
                paper, protocol.among(paper.experiments()), options.settings, options.sweeps),
            paper,
            protocol.of(paper))
        .with(experiment -> experiment.only(stages).withStages(change));
  }
}
