package dev.carryover.experiments.report.section;

import dev.carryover.experiments.compare.Timing;
import dev.carryover.experiments.plan.Stage;
import dev.carryover.experiments.record.Json;
import dev.carryover.experiments.record.Phases.Phase;
import dev.carryover.experiments.record.Provenance;
import dev.carryover.experiments.record.RunRecord;
import dev.carryover.experiments.report.contents.RunContents;
import dev.carryover.experiments.report.document.Block;
import dev.carryover.experiments.report.document.Quantity;
import dev.carryover.experiments.report.document.Section;
import dev.carryover.experiments.report.document.Table;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** On what the report's run ran, how long it took, and how to repeat it. */
public final class ProvenanceSection {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

  /** Where {@code compare --json} is asked to write, so that its table stands in the report. */
  private static final String COMPARISON = "compare.json";

  private ProvenanceSection() {}

  /** What {@code compare} writes. */
  private record Comparison(OptionalDouble peakGflops, String program, List<Timing> backends) {}

  /** The section. */
  public static Section of(RunContents contents) {
    RunRecord record = contents.record();
    List<Block> blocks = new ArrayList<>();
    blocks.add(provenance(record));
    blocks.add(new Block.Heading("Time"));
    blocks.add(phases(contents));
    Path comparison = contents.folder().path().resolve(COMPARISON);
    if (Files.exists(comparison)) {
      blocks.add(comparison(Json.read(comparison, Comparison.class)));
    }
    blocks.add(new Block.Heading("Once more"));
    blocks.add(new Block.Code(Repetition.command(record)));
    blocks.add(
        new Block.Text(
            "The experiments are in experiment.yaml beside this page, the numbers in run.json and"
                + " history.csv, the figures as SVG and PNG in figures/. ./carryover report draws the"
                + " page again from them, ./carryover rerun repeats the run and says what differs."));
    return new Section("provenance", "Provenance and time", blocks);
  }

  private static Table provenance(RunRecord record) {
    Provenance where = record.provenance();
    return new Table("What ran, and on what.", List.of("", "found"))
        .words()
        .row("Carryover", where.version() + ", revision " + where.revision())
        .row("started", TIME.format(where.started()))
        .row(
            "backend",
            "%s on %s (%s): %s"
                .formatted(
                    record.backend().name(),
                    record.backend().device(),
                    record.backend().kind(),
                    record.backend().details()))
        .row("why this one", record.backend().reason())
        .row("data", record.data().name() + ", " + record.data().origin())
        .row("its SHA-256", record.data().sha256())
        .row("replicas", Integer.toString(record.spec().replicas()))
        .row(
            "epochs",
            record.spec().epochs().isPresent()
                ? Integer.toString(record.spec().epochs().getAsInt())
                : "as each stage has them")
        .row("seed", Long.toString(record.spec().seed()))
        .row("JDK", where.jdk())
        .row("system", where.os())
        .row("processor", "%s, %d for the JVM".formatted(where.cpu(), where.processors()));
  }

  private static Table phases(RunContents contents) {
    RunRecord record = contents.record();
    Table table =
        new Table(
            "Seconds for all replicas together on %s (%s). Evaluation: the records during training."
                    .formatted(record.backend().name(), record.backend().kind())
                + " The whole run, with data, drawing and all: %s s."
                    .formatted(Quantity.fixed(record.seconds().total(), 1)),
            List.of("Training", "epochs", "training s", "images/s", "evaluation s"));
    for (Phase phase : record.phases()) {
      table.row(
          phase.protocol() + ", " + stage(contents, phase),
          Integer.toString(phase.epochs()),
          Quantity.given(phase.trainingSeconds(), 1),
          String.format(Locale.ROOT, "%,.0f", phase.images() / phase.trainingSeconds()),
          Quantity.given(phase.evaluationSeconds(), 1));
    }
    return table;
  }

  private static String stage(RunContents contents, Phase phase) {
    return contents
        .experiment(phase.protocol())
        .flatMap(experiment -> experiment.stage(phase.run()))
        .map(Stage::name)
        .orElse(phase.run());
  }

  private static Table comparison(Comparison comparison) {
    Table table =
        new Table(
            "Backends compared: %s.%s Difference: relative L2 distance of the parameters from"
                    .formatted(
                        comparison.program(),
                        comparison.peakGflops().isPresent()
                            ? String.format(
                                Locale.ROOT,
                                " Peak: %.0f GFLOP/s.",
                                comparison.peakGflops().getAsDouble())
                            : "")
                + " ejml’s after one epoch.",
            List.of("Backend", "s/epoch", "GFLOP/s", "speed-up", "difference"));
    for (Timing timing : comparison.backends()) {
      table.row(
          timing.name() + ", " + timing.device(),
          Quantity.given(timing.secondsPerEpoch(), 4),
          Quantity.given(timing.gflops(), 1),
          Quantity.given(timing.speedup(), 1),
          String.format(Locale.ROOT, "%.1e", timing.relativeDifference()));
    }
    return table;
  }
}
