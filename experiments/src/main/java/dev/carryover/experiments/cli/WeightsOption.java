package dev.carryover.experiments.cli;

import dev.carryover.experiments.plan.Weights;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Parameters that an earlier run left, or another program. */
final class WeightsOption {
  @Option(
      names = "--weights",
      paramLabel = "RUN|FILE",
      description =
          "The folder of a run that trained the autoencoder, or of what export made of one; or one"
              + " safetensors file, also of PyTorch's.")
  private @Nullable Path from;

  @Option(
      names = "--layout",
      paramLabel = "carryover|torch",
      description =
          "How the files lay out a layer: carryover [in, out], torch [out, in] as torch.nn.Linear"
              + " does. Only needed where their shapes do not tell.")
  private Weights.@Nullable Layout layout;

  /** What was asked for; empty: nothing. */
  Optional<Weights> weights() {
    return Optional.ofNullable(from)
        .map(path ->
            new Weights(path.toAbsolutePath().normalize().toString(), Optional.ofNullable(layout)));
  }
}
