package dev.carryover.experiments.report;

import dev.carryover.experiments.protocol.Protocol;
import dev.carryover.experiments.protocol.Run;
import dev.carryover.experiments.record.ProtocolResults;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All that was run under one protocol, in the paper's order. */
final class ProtocolSection {
  private final RunContents contents;
  private final Protocol protocol;
  private final ProtocolResults results;
  private final ClassifierFigures classifiers;
  private final AutoencoderFigures autoencoders;
  private final List<Block> blocks = new ArrayList<>();

  private ProtocolSection(RunContents contents, Protocol protocol) {
    this.contents = contents;
    this.protocol = protocol;
    this.results = contents.results(protocol);
    this.classifiers = new ClassifierFigures(contents, protocol);
    this.autoencoders = new AutoencoderFigures(contents, protocol);
  }

  static Section of(RunContents contents, Protocol protocol) {
    ProtocolSection section = new ProtocolSection(contents, protocol);
    section.text(
        protocol == Protocol.PUBLISHED
            ? "As the authors’ program runs: averaged momentum, one shuffle for all epochs, squared"
                + " error for Case I and II and cross-entropy for the baseline, only W1 carried"
                + " over, every prediction snapped, epoch 190’s record taken as final."
            : "The same question asked soundly: a fresh shuffle every epoch, softmax cross-entropy"
                + " for every classifier, W1 and b1 carried over, nothing snapped, the same data,"
                + " budget and seeds for all three, the state after the last epoch taken as final.");
    section.transfer();
    section.pretraining();
    section.heldOut();
    return new Section(
        protocol.key(), Words.capitalized(protocol.key()) + " protocol", section.blocks);
  }

  private void transfer() {
    heading("Problem 1: transfer");
    if (results.caseI().isPresent()) {
      ClassifierTables tables = new ClassifierTables(contents, protocol);
      blocks.add(tables.tableI());
      blocks.add(tables.allMetrics());
      tables.comparisons().ifPresent(blocks::add);
    } else {
      missing("Table I", "Case I, Case II and the baseline");
    }
    curves();
    pictures(classifiers.confusions(), confusionNote());
    pictures(
        classifiers.digitErrors(), "Errors digit by digit and overall (the paper’s Figures 5, 6).");
  }

  private void curves() {
    List<Figure> one = classifiers.errorCurves();
    if (one.isEmpty()) {
      missing("Error over epochs", "Case I, Case II and the baseline");
      return;
    }
    pictures(one, "Error over epochs, all three on one metric: convergence can be compared.");
    blocks.add(new ClassifierTables(contents, protocol).epochsToReach());
    if (protocol == Protocol.PUBLISHED) {
      pictures(
          classifiers.recordedCurves(),
          "The same as the paper plots it: two metrics on one axis (finding F1).");
    }
  }

  private String confusionNote() {
    int replicas = contents.record().spec().replicas();
    return "Confusion matrices (the paper’s Figures 1 to 4)"
        + (replicas == 1 ? "." : ", counts summed over %d replicas.".formatted(replicas))
        + " Blue: right, orange: wrong, by the share of the digit’s images.";
  }

  private void pretraining() {
    heading("The autoencoder");
    results
        .autoencoder()
        .ifPresentOrElse(
            scores -> blocks.add(new AutoencoderTables(contents, protocol).scores(scores)),
            () -> missing("Its errors", "the autoencoder"));
    pictures(
        both(
            autoencoders.curve(Run.AUTOENCODER, "Autoencoder, mean reconstruction error."),
            autoencoders.digits()),
        "");
    results
        .autoencoderDigits()
        .ifPresent(digits -> blocks.add(new AutoencoderTables(contents, protocol).digits(digits)));
    autoencoders.randomImages().ifPresent(figure -> pictures(List.of(figure), ""));
    pictures(
        autoencoders.features(),
        "Hidden features: what excites and what inhibits a neuron, 28 by 28 pixels each.");
  }

  private void heldOut() {
    heading("Problem 2: held-out digits");
    results
        .heldout()
        .ifPresentOrElse(
            digits -> blocks.add(new AutoencoderTables(contents, protocol).tableII(digits)),
            () -> missing("Table II", "the autoencoder of digits 0 to 4"));
    pictures(
        both(
            autoencoders.heldOutDigits(),
            autoencoders.curve(
                Run.HELDOUT, "Autoencoder of digits 0 to 4; the test set has all ten digits.")),
        "");
    pictures(
        autoencoders.heldOutImages(),
        "Digits that training left out (the paper’s Figures 10 to 14), replica 0.");
  }

  private static List<Figure> both(Optional<Figure> first, Optional<Figure> second) {
    List<Figure> figures = new ArrayList<>();
    first.ifPresent(figures::add);
    second.ifPresent(figures::add);
    return figures;
  }

  private void pictures(List<Figure> figures, String introduction) {
    if (!figures.isEmpty()) {
      if (!introduction.isEmpty()) {
        text(introduction);
      }
      blocks.add(new Block.Pictures(figures));
    }
  }

  private void heading(String text) {
    blocks.add(new Block.Heading(text));
  }

  private void text(String text) {
    blocks.add(new Block.Text(text));
  }

  private void missing(String what, String run) {
    text(contents.missing(what, run));
  }
}
