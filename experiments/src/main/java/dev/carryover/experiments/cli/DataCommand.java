package dev.carryover.experiments.cli;

import dev.carryover.data.DataException;
import dev.carryover.data.DataPlace;
import dev.carryover.data.FileCheck;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
    name = "data",
    description = "The data sets: where they are, and whether they are whole.",
    subcommands = {DataCommand.List.class, DataCommand.Fetch.class, DataCommand.Verify.class})
final class DataCommand implements Runnable {

  /** Without a subcommand: the list. */
  @Override
  public void run() {
    new List().run();
  }

  @Command(name = "list", description = "Where each data set is looked for, and what is there.")
  static final class List implements Runnable {
    @Override
    public void run() {
      for (DataPlace place : places()) {
        System.out.printf(
            "%-10s %-8s %s%n",
            place.dataSet(),
            place.state().toString().toLowerCase(Locale.ROOT),
            place.folder().map(Object::toString).orElse("built in"));
      }
    }
  }

  @Command(name = "fetch", description = "Downloads MNIST into the cache folder.")
  static final class Fetch implements Runnable {
    @Override
    public void run() {
      System.out.println(Laboratory.dataSource(0).fetch(Laboratory.listener()));
    }
  }

  @Command(
      name = "verify",
      description = "Checks every file of every data set that is there, by its content's SHA-256.")
  static final class Verify implements Callable<Integer> {
    @Override
    public Integer call() {
      PrintStream out = System.out;
      boolean damaged = false;
      for (DataPlace place : places()) {
        damaged |= place.state() == DataPlace.State.DAMAGED;
        for (FileCheck file : place.files()) {
          out.printf(
              "%-8s %s %s%n",
              file.state().toString().toLowerCase(Locale.ROOT), file.file(), file.detail());
        }
      }
      if (damaged) {
        throw new DataException("a data set is damaged: delete what is wrong, then data fetch");
      }
      return 0;
    }
  }

  private static java.util.List<DataPlace> places() {
    return Laboratory.dataSource(0).places();
  }
}
