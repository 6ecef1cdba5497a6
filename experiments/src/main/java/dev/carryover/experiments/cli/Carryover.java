package dev.carryover.experiments.cli;

import dev.carryover.backend.BackendNotReadyException;
import dev.carryover.backend.LibraryMessage;
import dev.carryover.data.DataException;
import dev.carryover.data.IoReason;
import dev.carryover.experiments.plan.InvalidPlanException;
import dev.carryover.experiments.record.FileWriteException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.util.Locale;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/**
 * The program {@code carryover}. Exit status: 0 done, 1 failed, 2 bad usage or input, 3 backend not
 * ready.
 */
@Command(
    name = "carryover",
    version = "carryover " + Carryover.VERSION,
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    synopsisSubcommandLabel = "COMMAND",
    description =
        "Trains small networks many times at once, on any GPU or on the CPU, and says what"
            + " pretraining really carries over.",
    subcommands = {
      ReproduceCommand.class,
      PapersCommand.class,
      RunCommand.class,
      PlanCommand.class,
      ExplainCommand.class,
      ResumeCommand.class,
      RerunCommand.class,
      DiffCommand.class,
      PretrainCommand.class,
      TransferCommand.class,
      HeldoutCommand.class,
      CompareCommand.class,
      ReportCommand.class,
      ExportCommand.class,
      BackendsCommand.class,
      DataCommand.class,
      PackageCommand.class
    })
public final class Carryover implements Runnable {
  /** The version of this program. */
  static final String VERSION = "0.1.0";

  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int BAD_INPUT = 2;
  private static final int NOT_READY = 3;

  private final Interruption interruption = new Interruption();

  @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Stack traces with errors.")
  private boolean debug;

  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  /**
   * Runs one command and ends the process with its exit status. Whatever the user's locale, it is
   * in {@link Locale#ROOT} and writes UTF-8: what it prints and records is read by programs, too.
   */
  public static void main(String[] arguments) {
    Locale.setDefault(Locale.ROOT);
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    Carryover carryover = new Carryover();
    carryover.interruption.listen(System.err);
    int status = unreadable(arguments, err) ? BAD_INPUT : run(carryover, out, err, arguments);
    carryover.interruption.over();
    System.exit(written(out, err) || status != DONE ? status : FAILED);
  }

  /**
   * Whether the JVM could not decode an argument; it puts U+FFFD for each byte that is none of the
   * character set, and a file of that name would be another.
   */
  private static boolean unreadable(String[] arguments, PrintWriter err) {
    for (String argument : arguments) {
      if (argument.indexOf('\uFFFD') >= 0) {
        err.printf(
            "argument '%s': expected %s, the character set of this process, found other bytes;"
                + " start with ./carryover, which takes a UTF-8 locale, and name files in UTF-8%n",
            argument, System.getProperty("sun.jnu.encoding"));
        return true;
      }
    }
    return false;
  }

  /** Whether all results arrived: a stream keeps its failures to itself until it is asked. */
  private static boolean written(PrintWriter out, PrintWriter err) {
    if (out.checkError()) {
      err.println("standard output: could not be written: a full disk or a closed pipe");
      return false;
    }
    return true;
  }

  /**
   * Runs one command and returns its exit status.
   *
   * @param carryover the program, which may have been told to end
   * @param out gets its results
   * @param err gets its progress, and what is wrong
   */
  static int run(Carryover carryover, PrintWriter out, PrintWriter err, String... arguments) {
    CommandLine commandLine =
        new CommandLine(carryover)
            .setOut(out)
            .setErr(err)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setParameterExceptionHandler((e, ignored) -> badUsage(e))
            .setExecutionExceptionHandler((e, command, ignored) -> carryover.failed(e, command));
    try {
      return commandLine.execute(arguments);
    } catch (OutOfMemoryError e) {
      if (carryover.debug) {
        e.printStackTrace(err);
      }
      err.println(outOfMemory(e));
      return FAILED;
    }
  }

  /** A line about memory that did not suffice. */
  static String outOfMemory(OutOfMemoryError e) {
    return "out of memory (%s): the JVM may use %d MiB; fewer --replicas need less, and"
            .formatted(e.getMessage(), Runtime.getRuntime().maxMemory() >> 20)
        + " JAVA_TOOL_OPTIONS=-Xmx... gives more";
  }

  /** What asks a command to end before its time. */
  Interruption interruption() {
    return interruption;
  }

  /** Without a command: how to use it. */
  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  private static int badUsage(ParameterException e) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(e.getMessage());
    err.println("Try " + command.getCommandSpec().qualifiedName() + " --help");
    return BAD_INPUT;
  }

  private int failed(Exception e, CommandLine command) {
    if (debug) {
      e.printStackTrace(command.getErr());
    }
    command.getErr().println(message(e));
    return switch (e) {
      case DataException ignored -> BAD_INPUT;
      case InvalidPlanException ignored -> BAD_INPUT;
      case UsageException ignored -> BAD_INPUT;
      case BackendNotReadyException ignored -> NOT_READY;
      default -> FAILED;
    };
  }

  private static String message(Exception e) {
    if (e instanceof UncheckedIOException unchecked && !(e instanceof FileWriteException)) {
      IOException cause = Objects.requireNonNull(unchecked.getCause());
      return cause instanceof FileSystemException file && file.getFile() != null
          ? file.getFile() + ": " + IoReason.of(cause)
          : IoReason.of(cause);
    }
    boolean ours = e.getClass().getPackageName().startsWith("dev.carryover");
    return ours ? String.valueOf(e.getMessage()) : LibraryMessage.firstLine(e.toString());
  }
}
