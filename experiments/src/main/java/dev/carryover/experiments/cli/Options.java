package dev.carryover.experiments.cli;

import dev.carryover.data.ImageLayout;
import dev.carryover.data.ImageSize;
import dev.carryover.experiments.protocol.Protocol;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that every experiment has. */
final class Options {
  @Option(
      names = "--data",
      defaultValue = "auto",
      paramLabel = "auto|mnist|synthetic|DIR",
      description =
          "What to train on. auto: CARRYOVER_DATA, the cache, a download, and without a network"
              + " synthetic digits. DIR: four IDX files, or the paper's two text files; DIR/NAME: those"
              + " of several IDX sets in DIR whose names begin with NAME.")
  String data = "auto";

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
      names = "--backend",
      defaultValue = "auto",
      paramLabel = "auto|NAME[:device]",
      description =
          "What trains; ./carryover backends lists them. auto: the fastest that is ready.")
  String backend = "auto";

  @Option(
      names = "--protocol",
      defaultValue = "both",
      paramLabel = "published|corrected|both",
      description =
          "published: as the paper's program runs. corrected: the same question, soundly.")
  ProtocolChoice protocol = ProtocolChoice.BOTH;

  @Option(
      names = "--replicas",
      paramLabel = "R",
      description = "Independent networks with seeds of their own, trained together.")
  private @Nullable Integer replicas;

  @Option(
      names = "--epochs",
      paramLabel = "E",
      description = "How many times each run visits its images.")
  private @Nullable Integer epochs;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "S",
      description = "Decides every random number (default ${DEFAULT-VALUE}).")
  long seed = 1;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The run's folder, new or empty (default runs/<time>-<command>).")
  private @Nullable Path out;

  @Option(names = "--quiet", description = "No progress, only results.")
  boolean quiet;

  /** Which protocols are run. */
  enum ProtocolChoice {
    PUBLISHED,
    CORRECTED,
    BOTH;

    List<Protocol> protocols() {
      return switch (this) {
        case PUBLISHED -> List.of(Protocol.PUBLISHED);
        case CORRECTED -> List.of(Protocol.CORRECTED);
        case BOTH -> List.of(Protocol.PUBLISHED, Protocol.CORRECTED);
      };
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What is said about the images of a folder.
   *
   * @throws UsageException if the size is none
   */
  ImageLayout imageLayout() {
    try {
      return new ImageLayout(
          Optional.ofNullable(imageSize).map(ImageSize::parse), Optional.ofNullable(transposed));
    } catch (IllegalArgumentException e) {
      throw new UsageException("--image-size: " + e.getMessage());
    }
  }

  Optional<Integer> replicas() {
    return Optional.ofNullable(replicas);
  }

  Optional<Integer> epochs() {
    return Optional.ofNullable(epochs);
  }

  Optional<Path> out() {
    return Optional.ofNullable(out);
  }
}
