package dev.carryover.experiments.cli;

import dev.carryover.data.DataException;
import dev.carryover.data.source.DataPlace;
import dev.carryover.data.source.FileCheck;
import dev.carryover.data.source.KnownDataSet;
import dev.carryover.data.source.KnownDataSets;
import dev.carryover.data.source.MnistVariation;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
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
    Map<String, java.util.List<DataPlace>> places =
        places().stream()
            .collect(
                Collectors.groupingBy(DataPlace::dataSet, LinkedHashMap::new, Collectors.toList()));
    places.forEach((name, all) -> {
      shown(all).forEach(place -> line(out, name, place.state().toString(), where(place)));
      KnownDataSets.all().stream()
          .filter(set -> set.name().equals(name))
          .map(KnownDataSet::terms)
          .forEach(terms -> line(out, "", "", terms.citation() + "; licence: " + terms.licence()));
    });
    for (MnistVariation made : MnistVariation.values()) {
      line(out, made.dataSetName(), "", "made from mnist when it is asked for");
    }
    out.println(
        "What is absent is downloaded when --data names it, or by ./carryover data fetch NAME.");
  }

  /** The places that hold something; where none does, the one that a download would fill. */
  private static java.util.List<DataPlace> shown(java.util.List<DataPlace> all) {
    java.util.List<DataPlace> held =
        all.stream().filter(place -> place.state() != DataPlace.State.ABSENT).toList();
    return held.isEmpty() ? java.util.List.of(all.getLast()) : held;
  }

  private static String where(DataPlace place) {
    return place.folder().map(Object::toString).orElse("built in");
  }

  private static void line(PrintWriter out, String name, String state, String text) {
    out.printf("%-15s %-8s %s%n", name, state.toLowerCase(Locale.ROOT), text);
  }

  private static java.util.List<DataPlace> places() {
    return Sources.of(0).places();
  }

  @Command(
      name = "list",
      description =
          "Where each data set is looked for, what is there, who made it, on which terms.")
  static final class List implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
      list(spec.commandLine().getOut());
    }
  }

  @Command(
      name = "fetch",
      description = "Downloads a data set into the cache folder; without a name MNIST.")
  static final class Fetch implements Runnable {
    @Parameters(
        arity = "0..1",
        paramLabel = "NAME",
        defaultValue = "mnist",
        description = "As data list has it.")
    private String name = "mnist";

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
      spec.commandLine()
          .getOut()
          .println(Sources.of(0).fetch(name, Sources.listener(spec.commandLine().getErr())));
    }
  }

  @Command(
      name = "verify",
      description =
          "Checks every file of every data set that is there, by its published checksum where it has"
              + " one.")
  static final class Verify implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
      PrintWriter out = spec.commandLine().getOut();
      boolean damaged = false;
      for (DataPlace place : places()) {
        damaged |= place.state() == DataPlace.State.DAMAGED;
        if (place.state() == DataPlace.State.ABSENT) {
          out.printf("%-8s %s in %s%n", "absent", place.dataSet(), place.folder().orElseThrow());
          continue;
        }
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
