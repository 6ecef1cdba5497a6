package dev.carryover.experiments.cli;

import dev.carryover.backend.Backends.Choice;
import dev.carryover.data.CacheFolder;
import dev.carryover.data.DataException;
import dev.carryover.data.DataListener;
import dev.carryover.data.DataSource;
import dev.carryover.data.Downloader;
import dev.carryover.data.KnownDataSet;
import dev.carryover.data.LabeledExamples;
import dev.carryover.data.Mnist5000;
import dev.carryover.data.Split;
import dev.carryover.experiments.console.Progress;
import dev.carryover.experiments.console.ResultTables;
import dev.carryover.experiments.protocol.Networks;
import dev.carryover.experiments.protocol.Observer;
import dev.carryover.experiments.protocol.Protocol;
import dev.carryover.experiments.protocol.Reconstructions;
import dev.carryover.experiments.protocol.Run;
import dev.carryover.experiments.protocol.Setup;
import dev.carryover.experiments.protocol.Trained;
import dev.carryover.experiments.record.FolderClaim;
import dev.carryover.experiments.record.History;
import dev.carryover.experiments.record.OutputPlace;
import dev.carryover.experiments.record.Phases;
import dev.carryover.experiments.record.ProtocolResults;
import dev.carryover.experiments.record.Provenance;
import dev.carryover.experiments.record.RunFolder;
import dev.carryover.experiments.record.RunRecord;
import dev.carryover.experiments.report.Report;
import dev.carryover.training.SeedSequence;
import java.io.Console;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Model.CommandSpec;

/**
 * One command's work place: data, backend, run folder and console, made ready from its options.
 * Whatever results come are in the run folder at once.
 */
final class Laboratory implements AutoCloseable {
  private final CommandSpec command;
  private final Options options;
  private final PrintWriter out;
  private final Instant started = Instant.now();
  private final DataSource.Found found;
  private final FolderClaim claim;
  private final Interruption.Registration lastWords;
  private final RunFolder folder;
  private final History history;
  private final Phases phases = new Phases();
  private final Setup setup;
  private final Map<String, ProtocolResults> results = new LinkedHashMap<>();

  /**
   * @param replicas R where the command decides it, else as the options say
   * @throws UsageException if an option's value cannot be used
   * @throws DataException if the data cannot be had
   * @throws dev.carryover.backend.BackendNotReadyException if the backend is not ready
   */
  Laboratory(CommandSpec command, Options options, Optional<Integer> replicas) {
    this.command = command;
    this.options = options;
    this.out = command.commandLine().getOut();
    options.out().ifPresent(folder -> OutputPlace.requireFolder("--out", folder));
    requireName("--data", options.data);
    PrintWriter err = command.commandLine().getErr();
    int wanted = replicas.or(options::replicas).orElse(Defaults.REPLICAS);
    requirePositive("--replicas", wanted);
    Choice choice = BackendChoice.of(options.backend, wanted, err);
    Defaults defaults = Defaults.of(choice.backend().name());
    int networks = replicas.or(options::replicas).orElse(defaults.replicas());
    int epochs = options.epochs().orElse(defaults.epochs());
    requirePositive("--replicas", networks);
    requirePositive("--epochs", epochs);
    this.found = dataSource(options.seed).find(options.data, listener(err));
    Split split = Mnist5000.of(found.data());
    requireProgram(split, networks);
    this.claim =
        options
            .out()
            .map(FolderClaim::of)
            .orElseGet(() -> FolderClaim.ofNew(Path.of("runs"), command.name(), started));
    this.folder = claim.folder();
    this.history = new History(folder.history());
    Observer progress = Progress.of(isTerminal(), options.quiet, err);
    Interruption interruption = ((Carryover) command.root().userObject()).interruption();
    // History and record are written whenever there is something to keep.
    this.lastWords =
        interruption.beforeTheEnd(() -> "interrupted; " + Interruption.kept(folder.path()));
    this.setup =
        new Setup(
            choice,
            split,
            networks,
            epochs,
            new SeedSequence(options.seed),
            Observer.all(
                List.of(
                    recorder(), history, phases, progress, interruption.during(folder.path()))));
    introduce(defaults);
  }

  /** From the first run on the folder says what is being run; before that, nothing has begun. */
  private Observer recorder() {
    return new Observer() {
      @Override
      public void started(Stage stage, int epochs, int replicas, int examples) {
        folder.write(record(false));
      }
    };
  }

  /** Where data is looked for, by this process's environment. */
  static DataSource dataSource(long seed) {
    return new DataSource(
        KnownDataSet.MNIST,
        Optional.ofNullable(System.getenv("CARRYOVER_DATA")).map(Path::of),
        CacheFolder.of(System.getenv(), System.getProperties()),
        Downloader.DEFAULT,
        seed);
  }

  /** Says what happens to downloads. */
  static DataListener listener(PrintWriter err) {
    return new DataListener() {
      @Override
      public void note(String line) {
        err.println(line);
      }

      @Override
      public void received(String file, long received, long total) {
        if (received == total) {
          err.println("received " + file);
        }
      }
    };
  }

  private static boolean isTerminal() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
  }

  private static void requireName(String option, String value) {
    if (value.isBlank()) {
      throw new UsageException(option + ": expected a name, found none");
    }
  }

  static void requirePositive(String option, int value) {
    if (value < 1) {
      throw new UsageException(option + ": expected a number of at least 1, found " + value);
    }
  }

  /** The autoencoder is the largest of the networks. */
  private static void requireProgram(Split split, int replicas) {
    LabeledExamples train = split.train();
    try {
      Networks.program(
          Run.AUTOENCODER,
          Protocol.PUBLISHED,
          train.images().features(),
          train.classes(),
          replicas);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--replicas: " + e.getMessage());
    }
  }

  private void introduce(Defaults defaults) {
    out.printf(
        Locale.ROOT,
        "data      %s: %,d training and %,d test images, %s%n",
        found.data().name(),
        setup.split().train().count(),
        setup.split().test().count(),
        found.origin());
    found
        .fallback()
        .ifPresent(reason ->
            out.printf(
                "          NOT REAL DIGITS: synthetic ones, because MNIST could not be had.%n"
                    + "          %s%n",
                reason));
    out.printf(
        Locale.ROOT,
        "backend   %s on %s (%s)%n",
        setup.choice().backend().name(),
        setup.choice().device().name(),
        setup.choice().reason());
    out.printf(
        Locale.ROOT,
        "training  %d %s of every network, %d epochs, seed %d%n",
        setup.replicas(),
        setup.replicas() == 1 ? "replica" : "replicas",
        setup.epochs(),
        options.seed);
    if (options.epochs().isEmpty() || options.replicas().isEmpty()) {
      defaults.note().ifPresent(note -> out.printf("          %s%n", note));
    }
    out.printf("run       %s%n%n", folder.path());
  }

  Setup setup() {
    return setup;
  }

  List<Protocol> protocols() {
    return options.protocol.protocols();
  }

  /** Adds to a protocol's results, and writes them. */
  void add(Protocol protocol, UnaryOperator<ProtocolResults> addition) {
    results.merge(
        protocol.key(),
        addition.apply(ProtocolResults.NONE),
        (before, ignored) -> addition.apply(before));
    folder.write(record(false));
  }

  /** Writes a run's parameters. */
  void addWeights(Protocol protocol, Run run, Trained trained) {
    folder.writeWeights(protocol, run, trained);
  }

  /** Writes images with their reconstructions. */
  void addSamples(Protocol protocol, Run run, Reconstructions samples) {
    folder.writeSamples(protocol, run, samples);
  }

  /** Prints the tables, and where everything is. */
  void conclude() {
    folder.write(record(true));
    for (Protocol protocol : protocols()) {
      ProtocolResults found = results.getOrDefault(protocol.key(), ProtocolResults.NONE);
      ResultTables.lines(protocol, found).forEach(out::println);
    }
    out.println();
    out.println(folder.path());
  }

  /** Draws the report, and prints where it is. */
  void report() {
    out.println(Report.draw(folder));
  }

  /** Lets others write to the run's folder. */
  @Override
  public void close() {
    lastWords.close();
    claim.close();
  }

  private RunRecord record(boolean complete) {
    Choice choice = setup.choice();
    double total = (Instant.now().toEpochMilli() - started.toEpochMilli()) / 1e3;
    return new RunRecord(
        RunRecord.SCHEMA,
        command.name(),
        complete,
        new RunRecord.Spec(
            options.data,
            options.backend,
            options.protocol.toString(),
            setup.replicas(),
            setup.epochs(),
            options.seed),
        Provenance.here(
            started,
            options.seed,
            command.root().commandLine().getParseResult().originalArgs(),
            System.getenv()),
        new RunRecord.BackendUsed(
            choice.backend().name(),
            choice.device().name(),
            choice.device().kind().name(),
            choice.device().details(),
            choice.reason()),
        new RunRecord.DataUsed(
            found.data().name(), found.data().sha256(), found.origin(), found.fallback()),
        new RunRecord.Seconds(total, history.trainingSeconds()),
        phases.ended(),
        results);
  }
}
