package dev.carryover.experiments.cli;

import dev.carryover.backend.BackendException;
import dev.carryover.backend.Backends;
import dev.carryover.backend.Backends.Choice;
import dev.carryover.data.DataSet;
import dev.carryover.data.LabeledExamples;
import dev.carryover.data.Mnist5000;
import dev.carryover.data.synthetic.SyntheticDigits;
import dev.carryover.experiments.compare.Comparison;
import dev.carryover.experiments.compare.Timing;
import dev.carryover.experiments.console.TextTable;
import dev.carryover.experiments.papers.Papers;
import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.Stage;
import dev.carryover.experiments.plan.yaml.ExperimentFile;
import dev.carryover.experiments.record.AtomicFile;
import dev.carryover.experiments.record.Json;
import dev.carryover.experiments.record.OutputPlace;
import dev.carryover.experiments.run.DataSets;
import dev.carryover.experiments.run.Divisions;
import dev.carryover.experiments.run.TrainingExamples;
import dev.carryover.program.TrainingProgram;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "compare",
    description =
        "One program on every ready backend: speed, and distance from the reference. The paper's"
            + " autoencoder or classifier on 4,000 synthetic digits, or a stage of an experiment file on"
            + " up to as many of its own images.")
final class CompareCommand implements Runnable {
  @Option(
      names = "--backends",
      split = ",",
      paramLabel = "NAME[:device]",
      description = "Which, separated by commas (default: every one that is ready).")
  private List<String> names = List.of();

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "An experiment file, YAML: its first experiment's stage is trained.")
  private @Nullable Path file;

  @Option(
      names = "--stage",
      paramLabel = "KEY",
      description = "Which stage of FILE (default: its only one).")
  private @Nullable String key;

  @Option(
      names = "--program",
      paramLabel = "autoencoder|classifier",
      description = "What is trained without FILE (default autoencoder).")
  private @Nullable Program program;

  @Option(
      names = "--replicas",
      defaultValue = "1",
      paramLabel = "R",
      description = "How many networks train together (default ${DEFAULT-VALUE}).")
  private int replicas = 1;

  @Option(
      names = "--epochs",
      defaultValue = "5",
      paramLabel = "E",
      description = "How many epochs are timed (default ${DEFAULT-VALUE}).")
  private int epochs = 5;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "S",
      description = "Decides digits, start and order (default ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Where to write the figures as JSON.")
  private @Nullable Path json;

  private static final int MOST_IMAGES = 4_000;

  @Spec private CommandSpec spec = CommandSpec.create();

  /** The values of {@code --program}: stages of the seed paper's corrected experiment. */
  private enum Program {
    AUTOENCODER("autoencoder"),
    CLASSIFIER("caseII");

    private final String stage;

    Program(String stage) {
      this.stage = stage;
    }
  }

  /** The JSON file. */
  private record Report(OptionalDouble peakGflops, String program, List<Timing> backends) {}

  @Override
  public void run() {
    UsageException.requirePositive("--replicas", replicas);
    UsageException.requirePositive("--epochs", epochs);
    if (json != null) {
      OutputPlace.requireFile("--json", json);
    }
    List<Choice> choices = choices();
    Trained what = file == null ? ofPaper() : ofFile(file);
    LabeledExamples digits = what.examples();
    Comparison comparison = new Comparison(what.stage(), digits, replicas, seed, epochs);
    TrainingProgram trained = comparison.workload().program();

    PrintWriter err = spec.commandLine().getErr();
    List<Timing> timings =
        comparison.run(
            choices,
            timing ->
                err.printf(Locale.ROOT, "%s: %.4f s%n", timing.name(), timing.secondsPerEpoch()));
    Report report =
        new Report(
            peak(choices),
            "%s, %,d images, batch %d, %d %s"
                .formatted(
                    trained.network(),
                    digits.count(),
                    trained.batchSize(),
                    replicas,
                    replicas == 1 ? "replica" : "replicas"),
            timings);
    print(report);
    if (json != null) {
      AtomicFile.write(json, Json.text(report));
    }
    requireAgreement(timings);
  }

  /** A stage, and what it trains on. */
  private record Trained(Stage stage, LabeledExamples examples) {}

  private Trained ofPaper() {
    if (key != null) {
      throw new UsageException("--stage: expected with an experiment file, found without");
    }
    Program named = program == null ? Program.AUTOENCODER : program;
    return new Trained(
        Papers.experiment(Papers.named("vera2024"), "corrected").stage(named.stage).orElseThrow(),
        Mnist5000.of(SyntheticDigits.dataSet(5_000, 1, seed)).train());
  }

  private Trained ofFile(Path path) {
    if (program != null) {
      throw new UsageException(
          "--program: expected without an experiment file, found with " + path);
    }
    Experiment experiment = ExperimentFile.read(path).getFirst();
    Stage stage = stage(experiment);
    DataSet data =
        Sources.of(experiment.seed())
            .find(
                experiment.data().set(),
                experiment.data().layout(),
                Sources.listener(spec.commandLine().getErr()))
            .data();
    DataSets sets = new Divisions(data).of(experiment);
    LabeledExamples pool = TrainingExamples.of(experiment, stage, sets.train()).pool();
    int[] first = IntStream.range(0, Math.min(MOST_IMAGES, pool.count())).toArray();
    return new Trained(stage, pool.select(first));
  }

  private Stage stage(Experiment experiment) {
    List<String> keys = experiment.stages().stream().map(Stage::key).toList();
    if (key == null && keys.size() == 1) {
      return experiment.stages().getFirst();
    }
    String expected = "--stage: expected one of " + String.join(", ", keys) + ", found ";
    if (key == null) {
      throw new UsageException(expected + "none");
    }
    return experiment.stage(key).orElseThrow(() -> new UsageException(expected + key));
  }

  /** A backend that trained something else makes the command fail, with its figures printed. */
  private static void requireAgreement(List<Timing> timings) {
    List<String> strangers =
        timings.stream().filter(timing -> !timing.agrees()).map(Timing::name).toList();
    if (!strangers.isEmpty()) {
      throw new BackendException(
          "%s: expected a difference of at most %.0e from ejml after an epoch, found more"
              .formatted(String.join(", ", strangers), Comparison.TOLERANCE));
    }
  }

  private List<Choice> choices() {
    PrintWriter err = spec.commandLine().getErr();
    return names.isEmpty()
        ? Backends.ready("ready")
        : names.stream().map(name -> BackendChoice.of(name, replicas, err)).toList();
  }

  /** The highest of what the compared backends measure: one machine, one ceiling. */
  private static OptionalDouble peak(List<Choice> choices) {
    return choices.stream()
        .flatMapToDouble(choice -> choice.backend().peakGflops(choice.device()).stream())
        .max();
  }

  private void print(Report report) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(report.program());
    TextTable table =
        new TextTable(
            2, "backend", "device", "s/epoch", "GFLOP/s", "of peak", "speed-up", "difference");
    for (Timing timing : report.backends()) {
      table.row(
          timing.name(),
          timing.device(),
          String.format(Locale.ROOT, "%.4f", timing.secondsPerEpoch()),
          String.format(Locale.ROOT, "%.1f", timing.gflops()),
          report.peakGflops().isPresent()
              ? String.format(
                  Locale.ROOT, "%.0f%%", 100 * timing.gflops() / report.peakGflops().getAsDouble())
              : "-",
          String.format(Locale.ROOT, "%.1fx", timing.speedup()),
          String.format(Locale.ROOT, "%.1e", timing.relativeDifference()));
    }
    table.lines().forEach(out::println);
    report
        .peakGflops()
        .ifPresent(peak ->
            out.printf(Locale.ROOT, "peak: %.0f GFLOP/s, single precision, measured now%n", peak));
    out.println(
        "speed-up: over ejml, which loops over replicas and was timed on at most two; difference:"
            + " relative L2 distance of what one epoch changes those replicas' parameters by from ejml's");
  }
}
