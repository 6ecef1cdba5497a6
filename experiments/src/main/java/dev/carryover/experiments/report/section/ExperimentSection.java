package dev.carryover.experiments.report.section;

import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.report.contents.RunContents;
import dev.carryover.experiments.report.contents.StageContents;
import dev.carryover.experiments.report.document.Block;
import dev.carryover.experiments.report.document.Section;
import dev.carryover.experiments.report.document.Words;
import dev.carryover.experiments.report.figure.Figure;
import java.util.ArrayList;
import java.util.List;

/** All that one experiment has come to, by what its stages measure. */
public final class ExperimentSection {
  private final RunContents contents;
  private final Experiment experiment;
  private final boolean details;
  private final List<Block> blocks = new ArrayList<>();

  private ExperimentSection(RunContents contents, Experiment experiment, boolean details) {
    this.contents = contents;
    this.experiment = experiment;
    this.details = details;
  }

  /**
   * The section.
   *
   * @param title of the experiment among the run's others
   * @param details whether classes, images and hidden features are shown as well
   */
  public static Section of(
      RunContents contents, Experiment experiment, String title, boolean details) {
    ExperimentSection section = new ExperimentSection(contents, experiment, details);
    if (!experiment.summary().isBlank() && experiment.point().isEmpty()) {
      section.text(experiment.summary().strip());
    }
    section.blocks.add(PlanTable.of(contents, experiment));
    section.blocks.addAll(SearchTable.of(contents.stages(experiment)));
    section.classifiers();
    section.autoencoders();
    if (details) {
      section.grafts();
      section.features();
    }
    return new Section(experiment.key(), title, section.blocks);
  }

  private List<StageContents> stages(boolean reconstruct) {
    return contents.stages(experiment).stream()
        .filter(stage -> stage.stage().reconstructs() == reconstruct)
        .toList();
  }

  private void classifiers() {
    List<StageContents> stages = stages(false);
    if (stages.isEmpty()) {
      return;
    }
    heading("Classification");
    stages.forEach(this::sayWhereMissing);
    ComparisonTable.of(contents, experiment).ifPresent(blocks::add);
    blocks.addAll(new ClassifierBlocks(experiment, stages).blocks(details));
  }

  private void autoencoders() {
    List<StageContents> stages = stages(true);
    if (stages.isEmpty()) {
      return;
    }
    heading("Reconstruction");
    stages.forEach(this::sayWhereMissing);
    if (stages(false).isEmpty()) {
      ComparisonTable.of(contents, experiment).ifPresent(blocks::add);
    }
    FinalTable.of("Autoencoders", stages).ifPresent(blocks::add);
    for (StageContents stage : stages) {
      List<Block> own = new AutoencoderBlocks(stage).blocks(details);
      if (!own.isEmpty() && stages.size() > 1) {
        heading(Words.capitalized(stage.name()));
      }
      blocks.addAll(own);
    }
  }

  private void sayWhereMissing(StageContents stage) {
    if (stage.results().isEmpty()) {
      text(stage.missing(Words.capitalized(stage.name())));
    }
  }

  private void grafts() {
    if (!experiment.grafts().isEmpty()) {
      heading("Networks put together");
      experiment
          .grafts()
          .forEach(graft -> blocks.addAll(new GraftBlocks(contents, experiment, graft).blocks()));
    }
  }

  private void features() {
    List<Figure> features = Features.of(contents.stages(experiment));
    if (!features.isEmpty()) {
      heading("Hidden features");
      text(
          "The incoming weights of the first layer’s first neurons, %d by %d pixels each, replica 0."
                  .formatted(contents.record().data().height(), contents.record().data().width())
              + " Blue excites, orange inhibits; each on a scale of its own.");
      blocks.add(new Block.Pictures(features));
    }
  }

  private void heading(String text) {
    blocks.add(new Block.Heading(text));
  }

  private void text(String text) {
    blocks.add(new Block.Text(text));
  }
}
