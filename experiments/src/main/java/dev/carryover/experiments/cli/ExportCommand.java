package dev.carryover.experiments.cli;

import dev.carryover.experiments.export.Export;
import dev.carryover.experiments.export.ModelFormat;
import dev.carryover.experiments.export.OnnxFormat;
import dev.carryover.experiments.export.SafetensorsFormat;
import dev.carryover.experiments.export.TrainedStage;
import dev.carryover.experiments.record.OutputPlace;
import dev.carryover.experiments.record.RunFolder;
import dev.carryover.weights.Layout;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "export",
    description =
        "Writes a run's networks for PyTorch or any ONNX runtime, with a model card that says what"
            + " they are and how to load them.")
final class ExportCommand implements Runnable {
  @Parameters(paramLabel = "RUN", description = "The run's folder.")
  private Path run = Path.of("");

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Where the files go, a new or empty folder.")
  private Path out = Path.of("");

  @Option(
      names = "--format",
      defaultValue = "safetensors",
      paramLabel = "safetensors|onnx",
      description = "The files' format (default safetensors).")
  private Format format = Format.SAFETENSORS;

  @Option(
      names = "--layout",
      paramLabel = "torch|carryover",
      description =
          "How safetensors lay out a layer. torch, the default: [out, in], named 0.weight, 0.bias,"
              + " 2.weight ... as torch.nn.Sequential does. carryover: [in, out], encoder.weight ...")
  private @Nullable Layout layout;

  @Option(
      names = "--stacked",
      description =
          "All replicas of a stage in one file, stacked along a first axis as"
              + " torch.func.stack_module_state does.")
  private boolean stacked;

  @Option(
      names = "--stage",
      paramLabel = "STAGE",
      description = "The networks of this stage alone, as caseI or corrected-caseI.")
  private @Nullable String stage;

  @Option(
      names = "--replica",
      paramLabel = "N",
      description = "This replica alone, counted from 0.")
  private @Nullable Integer replica;

  @Spec private CommandSpec spec = CommandSpec.create();

  /** The values of {@code --format}. */
  private enum Format {
    SAFETENSORS,
    ONNX
  }

  @Override
  public void run() {
    ModelFormat asked = format();
    List<TrainedStage> stages = stages(TrainedStage.of(new RunFolder(run)));
    requireReplica(stages);
    OutputPlace.requireFolder("--out", out);
    PrintWriter printed = spec.commandLine().getOut();
    new Export(stages, Optional.ofNullable(replica), asked)
        .write(out)
        .forEach((name, files) ->
            printed.printf(
                "%-24s %s%s%n",
                name, files.getFirst(), files.size() == 1 ? "" : " to " + files.getLast()));
    printed.println(out.resolve(Export.CARD));
  }

  private ModelFormat format() {
    if (format == Format.SAFETENSORS) {
      if (stacked && replica != null) {
        throw new UsageException("--stacked: expected all replicas, found --replica " + replica);
      }
      return new SafetensorsFormat(layout == null ? Layout.TORCH : layout, stacked);
    }
    if (stacked || layout != null) {
      throw new UsageException(
          "%s: expected --format safetensors, found onnx"
              .formatted(stacked ? "--stacked" : "--layout"));
    }
    return new OnnxFormat();
  }

  private List<TrainedStage> stages(List<TrainedStage> found) {
    if (stage == null) {
      return found;
    }
    List<TrainedStage> named =
        found.stream()
            .filter(one -> Stream.of(one.stage().key(), one.name()).anyMatch(stage::equals))
            .toList();
    if (named.isEmpty()) {
      throw new UsageException(
          "--stage: expected one of %s, found %s"
              .formatted(
                  found.stream().map(TrainedStage::name).collect(Collectors.joining(", ")), stage));
    }
    return named;
  }

  private void requireReplica(List<TrainedStage> stages) {
    int most = stages.stream().mapToInt(TrainedStage::replicas).min().orElseThrow() - 1;
    if (replica != null && (replica < 0 || replica > most)) {
      throw new UsageException("--replica: expected 0 to %d, found %d".formatted(most, replica));
    }
  }
}
