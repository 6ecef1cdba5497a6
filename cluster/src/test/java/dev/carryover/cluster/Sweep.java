package dev.carryover.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A sweep of twelve jobs, which one process has run undisturbed.
 *
 * @param data the folder of its data
 * @param undisturbed the folder of that run
 */
record Sweep(Path data, Path undisturbed) {
  /** Four jobs of each seed begin alike. */
  private static final String PLAN =
      """
      key: sweep
      replicas: 2
      defaults:
        architecture: {hidden: [5]}
        recipe: {epochs: 12}
        measure: {sets: [test]}
      axes:
        - {path: seed, values: [1, 2, 3]}
        - {path: stages.digits.recipe.rate, values: [0.05, 0.1, 0.2, 0.4]}
      stages:
        - {key: code, objective: reconstruct}
        - {key: digits, objective: classify, start: {from: code}}
      """;

  /** How many jobs it has. */
  static final int JOBS = 12;

  /** Runs it in one process. */
  static Sweep undisturbed(Path folder) throws IOException, InterruptedException {
    Sweep sweep = new Sweep(SmallImages.write(folder.resolve("data")), folder.resolve("run"));
    Path home = Files.createDirectories(folder.resolve("home"));
    Command command = Command.start(home, sweep.run(home, sweep.undisturbed, List.of()));
    assertThat(command.status()).as(command.err()).isZero();
    return sweep;
  }

  /** The arguments of a command that runs it once more. */
  List<String> run(Path home, Path run, List<String> more) throws IOException {
    return run(PLAN, home, run, more);
  }

  /** The arguments of a command that runs another plan on the same data. */
  List<String> run(String plan, Path home, Path run, List<String> more) throws IOException {
    Path file = Files.writeString(home.resolve("plan.yaml"), plan);
    List<String> arguments = new ArrayList<>(List.of("run", file.toString()));
    arguments.addAll(List.of("--data", data.toString(), "--backend", "vector"));
    arguments.addAll(List.of("--out", run.toString()));
    arguments.addAll(more);
    return arguments;
  }
}
