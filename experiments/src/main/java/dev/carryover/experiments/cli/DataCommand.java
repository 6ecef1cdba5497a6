package dev.carryover.experiments.cli;

import dev.carryover.data.DataException;
import dev.carryover.data.source.DataPlace;
import dev.carryover.data.source.FileCheck;
import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "data",
    description = "The data sets: where they are, and whether they are whole.",
    subcommands = {DataCommand.List.class, DataCommand.Fetch.class, DataCommand.Verify.class})
final class DataCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  /** Without a subcommand: the list. */
  @Override
  public void run() {
    list(spec.commandLine().getOut());
  }

  private static void list(PrintWriter out) {
    for (DataPlace place : places()) {
      out.printf(
          "%-10s %-8s %s%n",
          place.dataSet(),
          place.state().toString().toLowerCase(Locale.ROOT),
          place.folder().map(Object::toString).orElse("built in"));
    }
  }

  private static java.util.List<DataPlace> places() {
    return Sources.of(0).places();
  }

  @Command(name = "list", description = "Where each data set is looked for, and what is there.")
  static final class List implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
      list(spec.commandLine().getOut());
    }
  }

  @Command(name = "fetch", description = "Downloads MNIST into the cache folder.")
  static final class Fetch implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
      spec.commandLine()
          .getOut()
          .println(Sources.of(0).fetch(Sources.listener(spec.commandLine().getErr())));
    }
  }

  @Command(
      name = "verify",
      description = "Checks every file of every data set that is there, by its content's SHA-256.")
  static final class Verify implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
      PrintWriter out = spec.commandLine().getOut();
      boolean damaged = false;
      for (DataPlace place : places()) {
        damaged |= place.state() == DataPlace.State.DAMAGED;
        for (FileCheck file : place.files()) {
          out.printf(
              "%-8s %s%n", file.state().toString().toLowerCase(Locale.ROOT), description(file));
        }
      }
      if (damaged) {
        throw new DataException("a data set is damaged: delete what is wrong, then data fetch");
      }
    }

    /** What is wrong names its file itself. */
    private static String description(FileCheck file) {
      return switch (file.state()) {
        case RIGHT -> file.path() + ", " + file.detail();
        case MISSING -> file.path().toString();
        case WRONG -> file.detail();
      };
    }
  }
}
