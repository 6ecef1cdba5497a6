package dev.carryover.experiments.report;

import dev.carryover.experiments.evaluation.Metric;
import dev.carryover.experiments.protocol.HeldOut.DigitError;
import dev.carryover.experiments.protocol.Protocol;
import dev.carryover.experiments.protocol.PublishedFigures;
import dev.carryover.experiments.statistics.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The autoencoders' tables under one protocol. */
record AutoencoderTables(RunContents contents, Protocol protocol) {
  private static final int DECIMALS = 4;

  /** Problem 1's autoencoder: its final errors. */
  Table scores(Map<String, Map<String, Summary>> scores) {
    List<Metric> metrics =
        protocol == Protocol.PUBLISHED
            ? List.of(Metric.SQUARED_ERROR_SNAPPED, Metric.SQUARED_ERROR)
            : List.of(Metric.SQUARED_ERROR);
    List<String> headings = new ArrayList<>(List.of("Images"));
    metrics.forEach(
        metric -> headings.add(metric == Metric.SQUARED_ERROR ? "raw outputs" : "snapped outputs"));
    Table table =
        new Table(
            "Autoencoder, mean reconstruction error (MRE). Published: training 0.0045, test"
                + " 0.0050.",
            headings);
    scores.forEach((set, figures) -> {
      List<Object> cells = new ArrayList<>(List.of(Words.capitalized(Words.set(set))));
      metrics.forEach(metric -> {
        Summary figure = figures.get(metric.key());
        cells.add(figure == null ? "–" : Quantity.of(figure, DECIMALS));
      });
      table.row(cells.toArray());
    });
    return table;
  }

  /** Problem 1's autoencoder, digit by digit. */
  Table digits(List<DigitError> digits) {
    Table table =
        new Table(
            "Autoencoder, MRE of the test images digit by digit; σ over a digit’s images.",
            List.of("Digit", "MRE", "σ"));
    for (DigitError digit : digits) {
      table.row(
          Integer.toString(digit.digit()),
          Quantity.of(digit.mean(), DECIMALS),
          Quantity.given(digit.sd().mean(), DECIMALS));
    }
    return table;
  }

  /** The paper's Table II. */
  Table tableII(List<DigitError> digits) {
    Table table =
        new Table(
            "Table II. MRE of the test images of an autoencoder trained on digits 0 to 4; σ over a"
                + " digit’s images. Measured: mean of "
                + Words.replicas(contents.record().spec().replicas())
                + " ± half its 95% interval. ✓: the published mean, one run, lies where 95% of"
                + " single runs would.",
            List.of("Digit", "published", "σ", "measured", "σ", "agrees"));
    for (DigitError measured : digits) {
      PublishedFigures.Reconstruction published = Agreement.published(measured.digit());
      table.row(
          Integer.toString(measured.digit()),
          Quantity.given(published.mean(), DECIMALS),
          Quantity.given(published.sd(), DECIMALS),
          Quantity.of(measured.mean(), DECIMALS),
          Quantity.given(measured.sd().mean(), DECIMALS),
          ClassifierTables.mark(Agreement.tableII(measured)));
    }
    return table;
  }
}
