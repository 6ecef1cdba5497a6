package dev.carryover.experiments.papers;

import dev.carryover.experiments.report.answer.Metrics;
import dev.carryover.experiments.report.chart.BarChart;
import dev.carryover.experiments.report.chart.BarChart.Bar;
import dev.carryover.experiments.report.chart.BarChart.Bars;
import dev.carryover.experiments.report.chart.TrendChart;
import dev.carryover.experiments.report.chart.TrendChart.Line;
import dev.carryover.experiments.report.document.Block;
import dev.carryover.experiments.report.document.Quantity;
import dev.carryover.experiments.report.document.Section;
import dev.carryover.experiments.report.document.Table;
import dev.carryover.experiments.report.figure.Figure;
import dev.carryover.experiments.report.figure.Palette;
import dev.carryover.experiments.statistics.Summary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** A paper's figures beside what was measured for them. */
final class PublishedSection {
  private PublishedSection() {}

  static Section of(Paper paper, List<ComparedTable> tables) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Text(
            "%s, %s. It claims: %s".formatted(paper.authors(), paper.title(), paper.claim())));
    tables.stream()
        .flatMap(table -> table.incomparable().stream())
        .distinct()
        .forEach(reason -> blocks.add(new Block.Text("Not judged, because " + reason + ".")));
    for (ComparedTable table : tables) {
      blocks.add(table(table));
      chart(paper, table)
          .or(() -> trend(table))
          .ifPresent(figure -> blocks.add(new Block.Pictures(List.of(figure))));
    }
    return new Section("published-figures", "Published and measured", blocks);
  }

  private static boolean hasSpreads(ComparedTable table) {
    return table.rows().stream().allMatch(row -> row.figure().sd().isPresent());
  }

  private static Table table(ComparedTable compared) {
    boolean spreads = hasSpreads(compared);
    List<String> headings = new ArrayList<>(List.of("Figure", "of", "published", "measured"));
    if (spreads) {
      headings.add(3, "σ");
      headings.add("σ");
    }
    headings.add("agrees");
    Table table = new Table(caption(compared), headings);
    for (ComparedTable.Row row : compared.rows()) {
      int decimals = compared.table().decimals();
      List<Object> cells = new ArrayList<>();
      cells.add(row.figure().row());
      cells.add("%s, %s".formatted(row.stage().name(), Metrics.heading(row.figure().metric())));
      cells.add(published(row.figure(), decimals));
      row.figure()
          .sd()
          .ifPresent(sd -> {
            if (spreads) {
              cells.add(Quantity.given(sd, decimals));
            }
          });
      cells.add(Quantity.of(row.measured(), Metrics.decimals(row.figure().metric())));
      if (spreads) {
        cells.add(
            row.measuredSd().<Object>map(sd -> Quantity.given(sd.mean(), decimals)).orElse("–"));
      }
      cells.add(row.agrees().map(agrees -> agrees ? "✓" : "no").orElse("–"));
      table.row(cells.toArray());
    }
    return table;
  }

  private static Object published(PublishedFigure figure, int decimals) {
    return figure.plusMinus().isEmpty()
        ? Quantity.given(figure.value(), decimals)
        : "%s ± %s"
            .formatted(
                Quantity.fixed(figure.value(), decimals),
                Quantity.fixed(figure.plusMinus().getAsDouble(), decimals));
  }

  private static String caption(ComparedTable compared) {
    String title = compared.table().title();
    String source = compared.table().source();
    return "%s. %s"
        .formatted(
            source.startsWith(title) ? source : title + ": " + source,
            switch (compared.table().kind()) {
              case SINGLE_RUN, READ_OFF ->
                  "✓: the published figure, one run’s, lies where 95% of single runs would; –: not"
                      + " judged.";
              case OVER_SEEDS ->
                  "✓: Welch’s test does not tell the two means apart at 95%; –: not judged.";
              case TEST_SET ->
                  "✓: they differ by no more than one more training and the test images of both"
                      + " would make them at 95%; –: not judged.";
            });
  }

  /** A table class by class as a picture. */
  private static Optional<Figure> chart(Paper paper, ComparedTable compared) {
    boolean classes = compared.rows().stream().allMatch(row -> row.figure().label().isPresent());
    if (!classes || !hasSpreads(compared)) {
      return Optional.empty();
    }
    List<Bar> published =
        compared.rows().stream()
            .map(row -> Bar.spread(row.figure().value(), row.figure().sd().orElseThrow()))
            .toList();
    List<Bar> measured =
        compared.rows().stream()
            .map(row ->
                Bar.spread(
                    row.measured().mean(), row.measuredSd().map(sd -> sd.mean()).orElse(0.0)))
            .toList();
    String title = compared.table().title();
    return Optional.of(
        new BarChart(
                "mean reconstruction error",
                "class",
                compared.rows().stream()
                    .map(row -> Integer.toString(row.figure().label().orElseThrow()))
                    .toList(),
                List.of(
                    new Bars("published", Palette.MUTED, published),
                    new Bars("measured", Palette.PURPLE, measured)))
            .figure(
                String.join("-", paper.conditions().experiments()) + "." + name(compared.table()),
                title + " as a picture. The mark is ± σ over a class’s images."));
  }

  /** Its title as a part of a file's name. */
  private static String name(PublishedTable table) {
    return table.title().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
  }

  /** A table over an axis as a picture: figure over figure. */
  private static Optional<Figure> trend(ComparedTable compared) {
    if (compared.table().axis().isEmpty()) {
      return Optional.empty();
    }
    Map<String, NavigableMap<Double, Summary>> published = new LinkedHashMap<>();
    Map<String, NavigableMap<Double, Summary>> measured = new LinkedHashMap<>();
    for (ComparedTable.Row row : compared.rows()) {
      String line = row.figure().line().orElseThrow();
      double x = row.figure().x().orElseThrow();
      put(published, line, x, Summary.of(List.of(row.figure().value())));
      put(measured, line, x, row.measured());
    }
    List<Line> lines = new ArrayList<>();
    measured.forEach((name, points) -> {
      Palette color = Palette.series(lines.size() / 2);
      lines.add(new Line(name, color, points, Map.of()));
      lines.add(Line.dashed(name + ", paper", color, Objects.requireNonNull(published.get(name))));
    });
    String title = compared.table().title();
    return Optional.of(
        TrendChart.of(
            "published." + name(compared.table()),
            title
                + " as a picture. Dashed: published; lines: our means, with 95% intervals as marks"
                + " and replicas as dots.",
            compared.table().axis().get(),
            Metrics.unit(compared.rows().getFirst().figure().metric()),
            lines));
  }

  private static void put(
      Map<String, NavigableMap<Double, Summary>> lines, String line, double x, Summary point) {
    lines.computeIfAbsent(line, ignored -> new TreeMap<>()).put(x, point);
  }
}
