package dev.carryover.experiments.report.section;

import dev.carryover.experiments.report.answer.ClassHelp;
import dev.carryover.experiments.report.answer.ClassHelp.Effect;
import dev.carryover.experiments.report.answer.Metrics;
import dev.carryover.experiments.report.chart.EffectMatrix;
import dev.carryover.experiments.report.document.Block;
import dev.carryover.experiments.report.document.Table;
import dev.carryover.experiments.report.document.Words;
import dev.carryover.experiments.report.figure.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which classes help an autoencoder to reconstruct which, in a sweep over what it has seen. */
record ClassHelpBlocks(ClassHelp help) {
  private static final double THOUSAND = 1000;

  /** So many of the strongest effects of either sign stand in the table. */
  private static final int STRONGEST = 10;

  /** The blocks; none where no class was both seen and held out. */
  List<Block> blocks() {
    List<String> sentences = help.sentences();
    if (sentences.isEmpty()) {
      return List.of();
    }
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Heading(
            "%s: which class helps which".formatted(Words.capitalized(help.stage().name()))));
    sentences.forEach(sentence -> blocks.add(new Block.Text(Words.capitalized(sentence))));
    blocks.add(new Block.Pictures(List.of(figure())));
    blocks.add(classes());
    blocks.add(strongest());
    return blocks;
  }

  private Figure figure() {
    List<List<Optional<Double>>> values = new ArrayList<>();
    for (int other : help.classes()) {
      values.add(
          help.classes().stream()
              .map(seen -> help.effect(seen, other).map(effect -> THOUSAND * effect.error().mean()))
              .toList());
    }
    return new EffectMatrix(help.classes(), values)
        .figure(
            help.stage().figure("help"),
            ("Change of a class’s mean reconstruction error, in thousandths, where the other class was"
                    + " seen as well: below zero, blue, it helps. Points in which the row’s class"
                    + " itself was not seen; on the diagonal: it was seen against it was not. %s.")
                .formatted(Words.capitalized(Metrics.images(help.set()))),
            "class seen",
            "class reconstructed");
  }

  private Table classes() {
    Table table =
        new Table(
            "Mean reconstruction error class by class, mean over the choices of classes in which it"
                + " was seen or held out, and of all other classes the one whose having been seen"
                + " lowers a held-out class’s error most. "
                + FinalTable.intervals(List.of(help.stage())),
            List.of("Class", "seen", "held out", "seen − held out", "best helper", "change by it"));
    List<Effect> effects = help.effects();
    for (int label : help.classes()) {
      Optional<Effect> best =
          effects.stream().filter(effect -> effect.other() == label).findFirst();
      table.row(
          Integer.toString(label),
          help.error(label, true).<Object>map(ClassHelp::quantity).orElse("–"),
          help.error(label, false).<Object>map(ClassHelp::quantity).orElse("–"),
          change(help.effect(label, label)),
          best.map(effect -> Integer.toString(effect.seen())).orElse("–"),
          change(best));
    }
    return table;
  }

  private static Object change(Optional<Effect> effect) {
    return effect.<Object>map(found -> ClassHelp.quantity(found.error())).orElse("–");
  }

  private Table strongest() {
    List<Effect> effects = help.effects();
    int most = Math.min(STRONGEST, effects.size());
    Table table =
        new Table(
            "What having seen a class changes a held-out class’s error by: the strongest of %s of classes."
                .formatted(Words.count(effects.size(), "pair")),
            List.of("Class seen", "class held out", "change of its error"));
    table.group("Help most");
    effects.subList(0, most).forEach(effect -> row(table, effect));
    List<Effect> least =
        effects.subList(Math.max(most, effects.size() - STRONGEST), effects.size());
    if (!least.isEmpty()) {
      table.group("Help least, or hinder");
      least.reversed().forEach(effect -> row(table, effect));
    }
    return table;
  }

  private static void row(Table table, Effect effect) {
    table.row(
        Integer.toString(effect.seen()),
        Integer.toString(effect.other()),
        ClassHelp.quantity(effect.error()));
  }
}
