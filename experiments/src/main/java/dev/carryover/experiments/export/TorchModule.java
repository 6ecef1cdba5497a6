package dev.carryover.experiments.export;

import dev.carryover.network.Activation;
import dev.carryover.network.NetworkSpec;
import java.util.stream.Collectors;

/** Networks as PyTorch's modules. */
final class TorchModule {
  private TorchModule() {}

  /** Python for a module whose parameters are named as those of an exported network are. */
  static String expression(NetworkSpec network) {
    return network.layers().stream()
        .map(layer ->
            "torch.nn.Linear(%d, %d), %s"
                .formatted(layer.inputs(), layer.outputs(), module(layer.activation())))
        .collect(Collectors.joining(", ", "torch.nn.Sequential(", ")"));
  }

  private static String module(Activation activation) {
    return switch (activation) {
      case IDENTITY -> "torch.nn.Identity()";
      case RELU -> "torch.nn.ReLU()";
      case SIGMOID -> "torch.nn.Sigmoid()";
      case TANH -> "torch.nn.Tanh()";
      case SOFTMAX -> "torch.nn.Softmax(dim=1)";
    };
  }
}
