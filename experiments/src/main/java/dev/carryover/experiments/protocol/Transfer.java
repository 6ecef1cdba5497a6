package dev.carryover.experiments.protocol;

import dev.carryover.backend.Session;
import dev.carryover.backend.TrainingState;
import dev.carryover.experiments.evaluation.Evaluation;
import dev.carryover.experiments.evaluation.EvaluationSet;
import dev.carryover.experiments.evaluation.Scores;
import dev.carryover.network.NetworkSpec;
import dev.carryover.network.ParameterLayout;
import dev.carryover.program.TrainingProgram;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Problem 1 after pretraining: an autoencoder's encoder becomes a classifier's first layer.
 *
 * @param caseI trained with the encoder frozen
 * @param caseII trained whole
 * @param baseline trained from scratch
 * @param caseIAfterCaseII Case I's output layer on Case II's W1, by set: what the paper's program
 *     measures after Case II has changed the array that both share; empty under the corrected
 *     protocol
 * @param digitsAfterCaseII the same, digit by digit
 */
public record Transfer(
    Trained caseI,
    Trained caseII,
    Trained baseline,
    Map<String, Scores> caseIAfterCaseII,
    Map<String, List<Scores>> digitsAfterCaseII) {

  /** Without what overwriting would give. */
  private Transfer(Trained caseI, Trained caseII, Trained baseline) {
    this(caseI, caseII, baseline, Map.of(), Map.of());
  }

  /** Copies the maps. */
  public Transfer {
    caseIAfterCaseII = Map.copyOf(caseIAfterCaseII);
    digitsAfterCaseII = Map.copyOf(digitsAfterCaseII);
  }

  /**
   * Trains R classifiers in each of the three ways.
   *
   * @param autoencoders the pretrained parameters, {@code [R][P]} of the autoencoder; only read
   */
  public static Transfer run(Setup setup, Protocol protocol, TrainingState autoencoders) {
    List<EvaluationSet> sets = sets(setup, protocol);
    Trained caseI =
        train(setup, protocol, Run.CASE_I, sets, carried(setup, protocol, autoencoders));
    Trained caseII =
        train(setup, protocol, Run.CASE_II, sets, carried(setup, protocol, autoencoders));
    Trained baseline = train(setup, protocol, Run.BASELINE, sets, fresh(setup, protocol));
    if (protocol == Protocol.PUBLISHED) {
      return overwritten(setup, protocol, sets, new Transfer(caseI, caseII, baseline));
    }
    return new Transfer(caseI, caseII, baseline);
  }

  private static Trained train(
      Setup setup, Protocol protocol, Run run, List<EvaluationSet> sets, double[] start) {
    return new Training(setup, protocol, run, setup.split().train(), sets).run(start);
  }

  private static List<EvaluationSet> sets(Setup setup, Protocol protocol) {
    List<EvaluationSet> sets = new ArrayList<>();
    sets.add(new EvaluationSet("train", setup.split().train()));
    sets.add(new EvaluationSet("test", setup.split().test()));
    if (protocol == Protocol.CORRECTED) {
      setup.split().fullTest().ifPresent(full -> sets.add(new EvaluationSet("fullTest", full)));
    }
    return sets;
  }

  /** A classifier's fresh parameters, {@code [R][P]}: the same draws for all three ways. */
  private static double[] fresh(Setup setup, Protocol protocol) {
    TrainingProgram program =
        Networks.program(Run.BASELINE, protocol, setup.pixels(), setup.classes(), setup.replicas());
    return Networks.start(program, setup.seeds());
  }

  /** Fresh parameters with W1, and b1 where the protocol says so, taken from the autoencoders. */
  private static double[] carried(Setup setup, Protocol protocol, TrainingState autoencoders) {
    ParameterLayout to = classifier(setup, protocol).parameters();
    ParameterLayout from = Networks.autoencoder(setup.pixels()).parameters();
    double[] parameters = fresh(setup, protocol);
    copyWeights(autoencoders.parameters(), from, parameters, to, protocol.carriesBias());
    return parameters;
  }

  /** Layer 0 of every replica; its bias lies right behind its weights. */
  private static void copyWeights(
      double[] source, ParameterLayout from, double[] target, ParameterLayout to, boolean bias) {
    int length = to.weight(0).size() + (bias ? to.bias(0).size() : 0);
    for (int r = 0; r * to.size() < target.length; r++) {
      System.arraycopy(source, r * from.size(), target, r * to.size(), length);
    }
  }

  private static NetworkSpec classifier(Setup setup, Protocol protocol) {
    return Networks.classifier(setup.pixels(), setup.classes(), protocol);
  }

  private static Transfer overwritten(
      Setup setup, Protocol protocol, List<EvaluationSet> sets, Transfer trained) {
    Trained caseI = trained.caseI;
    ParameterLayout layout = caseI.program().network().parameters();
    double[] parameters = caseI.state().parameters().clone();
    copyWeights(trained.caseII.state().parameters(), layout, parameters, layout, false);
    Evaluation evaluation =
        new Evaluation(setup.replicas(), caseI.program().network().outputs(), false);
    Map<String, Scores> scores = new LinkedHashMap<>();
    Map<String, List<Scores>> digits = new LinkedHashMap<>();
    try (Session session =
        setup.choice().backend().compile(caseI.program(), setup.choice().device())) {
      session.load(TrainingState.initial(caseI.program(), parameters));
      for (EvaluationSet set : sets) {
        scores.put(set.name(), evaluation.scores(session, set, protocol.readings()));
        digits.put(set.name(), evaluation.scoresByLabel(session, set, protocol.readings()));
      }
    }
    return new Transfer(caseI, trained.caseII, trained.baseline, scores, digits);
  }
}
