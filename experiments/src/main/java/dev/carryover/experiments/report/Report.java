package dev.carryover.experiments.report;

import dev.carryover.data.DataException;
import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.record.RunFolder;
import dev.carryover.experiments.record.RunRecord;
import dev.carryover.experiments.report.answer.Headline;
import dev.carryover.experiments.report.answer.Sweep;
import dev.carryover.experiments.report.contents.RunContents;
import dev.carryover.experiments.report.document.Block;
import dev.carryover.experiments.report.document.Page;
import dev.carryover.experiments.report.document.Section;
import dev.carryover.experiments.report.document.Words;
import dev.carryover.experiments.report.figure.DrawnFigure;
import dev.carryover.experiments.report.figure.Figure;
import dev.carryover.experiments.report.figure.NoFontException;
import dev.carryover.experiments.report.section.ExperimentSection;
import dev.carryover.experiments.report.section.ProvenanceSection;
import dev.carryover.experiments.report.section.SweepSection;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Draws a run's report from its folder alone. */
public final class Report {
  /**
   * Of a sweep of more points than this, each point's classes, images and features are left out.
   */
  private static final int DETAILED_POINTS = 4;

  /** Of a sweep of more points than this, the points have no sections of their own. */
  private static final int SHOWN_POINTS = 30;

  private Report() {}

  /**
   * Does nothing where a report can be drawn: to be asked before anything is trained.
   *
   * @throws NoFontException if this machine has no font to draw with
   */
  public static void requireDrawable() {
    NoFontException.check();
  }

  /**
   * Writes {@code report.html} and {@code figures/*.svg} and {@code *.png} into a run's folder.
   *
   * @param supplement what stands in it besides
   * @return the page
   * @throws DataException if it is no run's folder, or one of its files is not what it should be
   * @throws NoFontException if this machine has no font to draw with
   */
  public static Path draw(RunFolder folder, ReportSupplement supplement) {
    requireDrawable();
    RunContents contents = RunContents.read(folder);
    List<Section> sections = sections(contents, supplement);
    List<DrawnFigure> drawn = figures(sections).parallelStream().map(DrawnFigure::new).toList();
    drawn.parallelStream()
        .forEach(figure -> {
          Path file = folder.figures().resolve(figure.name());
          folder.write(
              file.resolveSibling(figure.name() + ".svg"),
              figure.svg().getBytes(StandardCharsets.UTF_8));
          folder.write(file.resolveSibling(figure.name() + ".png"), figure.png());
        });
    String html = html(page(contents, supplement, sections, drawn));
    folder.write(folder.report(), html.getBytes(StandardCharsets.UTF_8));
    return folder.report();
  }

  private static List<Section> sections(RunContents contents, ReportSupplement supplement) {
    List<Section> sections = new ArrayList<>();
    sections.addAll(supplement.sections(contents));
    List<Sweep> sweeps = Sweep.of(contents);
    for (int i = 0; i < sweeps.size(); i++) {
      sections.add(SweepSection.of(contents, sweeps.get(i), i));
    }
    for (Experiment experiment : contents.experiments()) {
      Optional<Sweep> sweep =
          sweeps.stream().filter(s -> s.points().contains(experiment)).findFirst();
      if (sweep.isPresent() && sweep.get().points().size() > SHOWN_POINTS) {
        continue;
      }
      sections.add(
          ExperimentSection.of(
              contents,
              experiment,
              sweep.map(s -> s.describe(experiment)).orElse(experiment.title()),
              sweep.isEmpty() || sweep.get().points().size() <= DETAILED_POINTS));
    }
    sections.add(ProvenanceSection.of(contents));
    return sections;
  }

  private static List<Figure> figures(List<Section> sections) {
    return sections.stream()
        .flatMap(section -> section.blocks().stream())
        .flatMap(block ->
            block instanceof Block.Pictures(List<Figure> figures) ? figures.stream() : Stream.of())
        .toList();
  }

  private static Page page(
      RunContents contents,
      ReportSupplement supplement,
      List<Section> sections,
      List<DrawnFigure> drawn) {
    RunRecord record = contents.record();
    List<String> lead = new ArrayList<>(supplement.answers(contents));
    lead.addAll(Headline.lead(contents));
    lead.addAll(supplement.lead(contents));
    return new Page(
        title(contents),
        "Carryover %s: %s, %sdata %s, backend %s"
            .formatted(
                record.command(),
                Words.replicas(record.spec().replicas()),
                record.spec().epochs().isPresent()
                    ? Words.count(record.spec().epochs().getAsInt(), "epoch") + ", "
                    : "",
                record.data().name(),
                record.backend().name()),
        Headline.warnings(record),
        lead,
        sections,
        drawn.stream().collect(Collectors.toMap(DrawnFigure::name, DrawnFigure::inline)));
  }

  /** The experiments' title where all have the same, else what all are about. */
  private static String title(RunContents contents) {
    List<String> titles =
        contents.experiments().stream().map(Experiment::title).distinct().toList();
    return titles.size() == 1 ? titles.getFirst() : "What pretraining carries over";
  }

  private static String html(Page page) {
    TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);
    StringOutput output = new StringOutput();
    engine.render("report.jte", page, output);
    return output.toString();
  }
}
