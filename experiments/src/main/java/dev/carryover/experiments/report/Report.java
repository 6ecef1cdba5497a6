package dev.carryover.experiments.report;

import dev.carryover.data.DataException;
import dev.carryover.experiments.record.RunFolder;
import dev.carryover.experiments.record.RunRecord;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Draws a run's report from its folder alone. */
public final class Report {
  private Report() {}

  /**
   * Writes {@code report.html} and {@code figures/*.svg} and {@code *.png} into a run's folder.
   *
   * @return the page
   * @throws DataException if it is no run's folder, or one of its files is not what it should be
   * @throws NoFontException if this machine has no font to draw with
   */
  public static Path draw(RunFolder folder) {
    RunContents contents = RunContents.read(folder);
    List<Section> sections = sections(contents);
    NoFontException.check();
    List<DrawnFigure> drawn = figures(sections).parallelStream().map(DrawnFigure::new).toList();
    drawn.parallelStream()
        .forEach(figure -> {
          folder.write(folder.figures().resolve(figure.name() + ".svg"), utf8(figure.svg()));
          folder.write(folder.figures().resolve(figure.name() + ".png"), figure.png());
        });
    folder.write(folder.report(), utf8(html(page(contents, sections, drawn))));
    return folder.report();
  }

  private static List<Section> sections(RunContents contents) {
    List<Section> sections = new ArrayList<>();
    sections.add(Findings.of(contents));
    contents
        .protocols()
        .reversed()
        .forEach(protocol -> sections.add(ProtocolSection.of(contents, protocol)));
    sections.add(ProvenanceSection.of(contents));
    return sections;
  }

  private static List<Figure> figures(List<Section> sections) {
    return sections.stream()
        .flatMap(section -> section.blocks().stream())
        .flatMap(block ->
            block instanceof Block.Pictures(List<Figure> figures)
                ? figures.stream()
                : java.util.stream.Stream.of())
        .toList();
  }

  private static Page page(RunContents contents, List<Section> sections, List<DrawnFigure> drawn) {
    RunRecord record = contents.record();
    return new Page(
        "What pretraining carries over",
        "Carryover %s: %s, %d epochs, data %s, backend %s"
            .formatted(
                record.command(),
                Words.replicas(record.spec().replicas()),
                record.spec().epochs(),
                record.data().name(),
                record.backend().name()),
        Headline.warnings(record),
        Headline.lead(contents),
        sections,
        drawn.stream().collect(Collectors.toMap(DrawnFigure::name, DrawnFigure::inline)));
  }

  private static String html(Page page) {
    TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);
    StringOutput output = new StringOutput();
    engine.render("report.jte", page, output);
    return output.toString();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
