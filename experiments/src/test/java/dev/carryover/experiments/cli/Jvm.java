package dev.carryover.experiments.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The program's command in a JVM of its own. */
final class Jvm {
  private Jvm() {}

  /** Java with the given options, then the program with the given arguments. */
  static List<String> command(List<String> options, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Carryover.class.getName());
    command.addAll(List.of(arguments));
    return command;
  }
}
