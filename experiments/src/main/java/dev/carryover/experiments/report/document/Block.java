package dev.carryover.experiments.report.document;

import dev.carryover.experiments.report.figure.Figure;
import java.util.List;
import java.util.Locale;

/** A piece of a report's text, in the order of reading. */
public sealed interface Block
    permits Table, Block.Text, Block.Heading, Block.Code, Block.Pictures, Finding {

  /** A paragraph. */
  record Text(String text) implements Block {}

  /** A title within a section. */
  record Heading(String text) implements Block {}

  /** Something to type, as it stands. */
  record Code(String text) implements Block {}

  /** Figures that belong together, side by side where there is room. */
  record Pictures(List<Figure> figures) implements Block {
    /** Copies the list. */
    public Pictures {
      figures = List.copyOf(figures);
    }

    /** Which layout suits them: the name of the first one's kind. */
    public String layout() {
      return figures.getFirst().kind().name().toLowerCase(Locale.ROOT);
    }
  }
}
