package dev.carryover.experiments.report.document;

import dev.carryover.experiments.report.figure.Figure;
import dev.carryover.experiments.report.figure.Palette;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A report as its template sees it. Everything is text to be escaped, except what {@link #svg} and
 * {@link #css} give.
 *
 * @param title what was run
 * @param subtitle on what, when
 * @param warnings what a reader must know first
 * @param lead the result in a few sentences
 * @param sections the rest
 * @param drawings every figure's SVG, to stand within a page, by its name
 */
public record Page(
    String title,
    String subtitle,
    List<String> warnings,
    List<String> lead,
    List<Section> sections,
    Map<String, String> drawings) {

  /** Copies the lists. */
  public Page {
    warnings = List.copyOf(warnings);
    lead = List.copyOf(lead);
    sections = List.copyOf(sections);
    drawings = Map.copyOf(drawings);
  }

  /** A figure's drawing, markup of our own that needs no escaping. */
  public String svg(Figure figure) {
    return Objects.requireNonNull(drawings.get(figure.name()), figure.name());
  }

  /** The style sheet, with the palette's colours for light, dark and print. */
  public String css() {
    return """
    :root{%s}
    @media (prefers-color-scheme:dark){:root{%s} .images svg image{filter:invert(1)}}
    @media print{:root{%s} .images svg image{filter:none} body{max-width:none;padding:0} nav{display:none}}
    """
            .formatted(Palette.lightCss(), Palette.darkCss(), Palette.lightCss())
        + styleSheet();
  }

  private static String styleSheet() {
    try (InputStream stream =
        Objects.requireNonNull(Page.class.getResourceAsStream("report.css"), "report.css")) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
