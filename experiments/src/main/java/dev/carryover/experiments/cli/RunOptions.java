package dev.carryover.experiments.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of every command that runs experiments. */
final class RunOptions {
  /** Nothing but how it is carried out: what is run is as it was. */
  static RunOptions of(ExecutionOptions execution) {
    RunOptions options = new RunOptions();
    options.execution = execution;
    return options;
  }

  @Option(
      names = "--data",
      paramLabel = "auto|NAME|DIR",
      description =
          "What to train on. auto: MNIST from CARRYOVER_DATA, the cache or a download, and without a"
              + " network synthetic digits. NAME: as data list has it. DIR: four IDX files, the paper's"
              + " two text files or two .amat files; DIR/NAME: those of several IDX sets in DIR whose"
              + " names begin with NAME.")
  private @Nullable String data;

  @Option(
      names = "--image-size",
      paramLabel = "HxW",
      description =
          "Height and width of the images in --data DIR, where its files do not say them and the"
              + " images are not square.")
  private @Nullable String imageSize;

  @Option(
      names = "--transposed",
      negatable = true,
      description =
          "The images in --data DIR lie column by column: turn them. EMNIST's are turned by their"
              + " files' names unless --no-transposed is given.")
  private @Nullable Boolean transposed;

  @Option(
      names = "--replicas",
      paramLabel = "R",
      description = "Independent networks with seeds of their own, trained together.")
  private @Nullable Integer replicas;

  @Option(
      names = "--epochs",
      paramLabel = "E",
      description = "How many times each stage visits its images.")
  private @Nullable Integer epochs;

  @Option(names = "--seed", paramLabel = "S", description = "Decides every random number.")
  private @Nullable Long seed;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description =
          "Another value for a key of the experiment, as stages.*.recipe.rate=0.1; ./carryover"
              + " explain lists keys.")
  List<String> settings = List.of();

  @Option(
      names = "--sweep",
      paramLabel = "PATH=A,B,C",
      description = "Several values for a key of the experiment: it is run for each.")
  List<String> sweeps = List.of();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The run's folder, new or empty (default runs/<time>-<command>).")
  private @Nullable Path out;

  @Mixin private ExecutionOptions execution = new ExecutionOptions();

  Optional<String> data() {
    return Optional.ofNullable(data);
  }

  Optional<String> imageSize() {
    return Optional.ofNullable(imageSize);
  }

  Optional<Boolean> transposed() {
    return Optional.ofNullable(transposed);
  }

  Optional<Integer> replicas() {
    return Optional.ofNullable(replicas);
  }

  Optional<Integer> epochs() {
    return Optional.ofNullable(epochs);
  }

  Optional<Long> seed() {
    return Optional.ofNullable(seed);
  }

  Optional<Path> out() {
    return Optional.ofNullable(out);
  }

  /** What trains, as a name to be chosen by. */
  String backend() {
    return execution.backend().orElse("auto");
  }

  /** How it is carried out. */
  ExecutionOptions execution() {
    return execution;
  }
}
