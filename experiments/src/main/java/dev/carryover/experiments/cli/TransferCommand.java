package dev.carryover.experiments.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "transfer",
    description =
        "Carries saved encoders into classifiers: Case I, Case II and the baseline beside them.")
final class TransferCommand implements Runnable {
  @Mixin private WeightsOption saved = new WeightsOption();
  @Mixin private ProtocolOption protocol = new ProtocolOption();
  @Mixin private RunOptions options = new RunOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    Request request =
        PaperSteps.of(
            PaperSteps.TRANSFER,
            protocol,
            options,
            PaperSteps.AUTOENCODER,
            saved
                .weights()
                .orElseThrow(() ->
                    new UsageException(
                        "--weights: expected the folder of a pretrain or reproduce run, or a"
                            + " safetensors file, found nothing")));
    try (ExperimentRun run = ExperimentRun.begin(spec, options, request)) {
      run.run();
    }
  }
}
