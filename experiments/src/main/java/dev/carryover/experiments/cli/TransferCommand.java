package dev.carryover.experiments.cli;

import dev.carryover.backend.TrainingState;
import dev.carryover.experiments.protocol.Protocol;
import dev.carryover.experiments.protocol.Run;
import dev.carryover.experiments.protocol.Transfer;
import dev.carryover.experiments.record.RunFolder;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "transfer",
    description =
        "Carries saved encoders into classifiers: Case I, Case II and the baseline beside them.")
final class TransferCommand implements Runnable {
  @Option(
      names = "--weights",
      required = true,
      paramLabel = "RUN",
      description = "The folder of a pretrain or reproduce run.")
  private Path weights = Path.of("");

  @Mixin private Options options = new Options();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    SavedWeights saved = new SavedWeights(new RunFolder(weights), Run.AUTOENCODER);
    int replicas = saved.replicas(options.protocol.protocols(), options.replicas());
    try (Laboratory laboratory = new Laboratory(spec, options, Optional.of(replicas))) {
      for (Protocol protocol : laboratory.protocols()) {
        transfer(laboratory, protocol, saved.read(protocol, laboratory.setup()));
      }
      laboratory.conclude();
    }
  }

  static void transfer(Laboratory laboratory, Protocol protocol, TrainingState autoencoders) {
    Transfer transfer = Transfer.run(laboratory.setup(), protocol, autoencoders);
    laboratory.add(protocol, results -> results.withTransfer(protocol, transfer));
    laboratory.addWeights(protocol, Run.CASE_I, transfer.caseI());
    laboratory.addWeights(protocol, Run.CASE_II, transfer.caseII());
    laboratory.addWeights(protocol, Run.BASELINE, transfer.baseline());
  }
}
