package dev.carryover.cluster;

import dev.carryover.experiments.cli.Carryover;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.spark.launcher.JavaModuleOptions;

/**
 * A command in a JVM of its own, with the flags that Spark names, and a Spark home without jars:
 * what it starts as executors finds its classes where this process does.
 */
final class Command {
  private final Path folder;
  private final Process process;

  private Command(Path folder, Process process) {
    this.folder = folder;
    this.process = process;
  }

  /**
   * Starts it.
   *
   * @param folder for itself; Spark's home, and what it says
   */
  static Command start(Path folder, List<String> arguments) throws IOException {
    String classPath = System.getProperty("java.class.path");
    Files.createDirectories(folder.resolve("jars"));
    Files.writeString(folder.resolve("RELEASE"), "Spark as Maven has it");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(JavaModuleOptions.defaultModuleOptionArray()));
    command.addAll(List.of("-Xmx512m", "-cp", classPath, Carryover.class.getName()));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile());
    builder.environment().put("SPARK_HOME", folder.toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    return new Command(folder, builder.start());
  }

  /** What a run on Spark needs to be told beside where its executors find their classes. */
  static List<String> onSpark(String master, String... more) {
    List<String> options = new ArrayList<>(List.of("--on", "spark", "--master", master));
    for (String setting :
        List.of(
            "spark.ui.enabled=false",
            "spark.executor.extraClassPath=" + System.getProperty("java.class.path"))) {
      options.addAll(List.of("--conf", setting));
    }
    options.addAll(List.of(more));
    return options;
  }

  /** Waits for its end and returns its exit status. */
  int status() throws InterruptedException {
    return process.waitFor();
  }

  /** Whether it still runs. */
  boolean isRunning() {
    return process.isAlive();
  }

  /** The processes that it has started, whatever they are. */
  List<ProcessHandle> descendants() {
    return process.descendants().toList();
  }

  /** Sends it a signal by its name, for example {@code STOP}. */
  void signal(String name) throws IOException, InterruptedException {
    String pid = Long.toString(process.pid());
    int status = new ProcessBuilder("kill", "-" + name, pid).inheritIO().start().waitFor();
    if (status != 0) {
      throw new IOException("kill -%s %s: status %d".formatted(name, pid, status));
    }
  }

  /** Kills it, and waits until the executors that it has left behind have ended on their own. */
  void killWithItsExecutors() throws InterruptedException, ExecutionException {
    List<ProcessHandle> executors = descendants();
    process.destroyForcibly().waitFor();
    for (ProcessHandle executor : executors) {
      executor.onExit().get();
    }
  }

  /** What it said to the error stream so far. */
  String err() throws IOException {
    return Files.readString(folder.resolve("err"), StandardCharsets.UTF_8);
  }

  /** Spark's home. */
  Path home() {
    return folder;
  }
}
