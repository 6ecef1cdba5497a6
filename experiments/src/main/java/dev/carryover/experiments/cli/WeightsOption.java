package dev.carryover.experiments.cli;

import dev.carryover.experiments.plan.Weights;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Parameters that an earlier run left. */
final class WeightsOption {
  @Option(
      names = "--weights",
      paramLabel = "RUN",
      description = "The folder of a run that trained the autoencoder.")
  private @Nullable Path run;

  @Option(
      names = "--layout",
      defaultValue = "carryover",
      paramLabel = "carryover|torch",
      description = "How its files lay out a layer; torch: as torch.nn.Linear does.")
  private Weights.Layout layout = Weights.Layout.CARRYOVER;

  /** What was asked for; empty: nothing. */
  Optional<Weights> weights() {
    return Optional.ofNullable(run)
        .map(folder -> new Weights(folder.toAbsolutePath().normalize().toString(), layout));
  }
}
