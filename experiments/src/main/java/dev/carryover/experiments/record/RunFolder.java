package dev.carryover.experiments.record;

import dev.carryover.data.Examples;
import dev.carryover.experiments.protocol.Protocol;
import dev.carryover.experiments.protocol.Reconstructions;
import dev.carryover.experiments.protocol.Run;
import dev.carryover.experiments.protocol.Trained;
import dev.carryover.experiments.weights.NamedTensor;
import dev.carryover.experiments.weights.NetworkWeights;
import dev.carryover.experiments.weights.NetworkWeights.Head;
import dev.carryover.experiments.weights.Safetensors;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One run's folder: {@code run.json}, {@code history.csv}, {@code weights/}, {@code samples/},
 * {@code report.html}, {@code figures/}. Who writes to it has a {@link FolderClaim} on it.
 *
 * @param path the folder, which exists
 */
public record RunFolder(Path path) {
  /** The tensor of test images in a samples file. */
  public static final String ORIGINALS = "original";

  /** The tensor of their reconstructions. */
  public static final String RECONSTRUCTIONS = "reconstruction";

  /** Where {@code run.json} is. */
  public Path record() {
    return path.resolve("run.json");
  }

  /** Where the report is. */
  public Path report() {
    return path.resolve("report.html");
  }

  /** Where the report's figures are. */
  public Path figures() {
    return path.resolve("figures");
  }

  /** Where the history is. */
  public Path history() {
    return path.resolve("history.csv");
  }

  /** Writes {@code run.json}. */
  public void write(RunRecord record) {
    write(record(), record.toJson().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Writes a file of this folder, whole or not at all. The folder may be somebody else's work: what
   * a symbolic link in it leads to is never written to.
   *
   * @param file below {@link #path}
   * @throws FileWriteException if it cannot be written
   */
  public void write(Path file, byte[] content) {
    AtomicFile.writeWithin(path, file, content);
  }

  /** Writes every replica's parameters, one file each. */
  public void writeWeights(Protocol protocol, Run run, Trained trained) {
    Head head = run.reconstructs() ? Head.DECODER : Head.CLASSIFIER;
    for (int r = 0; r < trained.program().replicas(); r++) {
      write(
          weights(protocol, run, r),
          NetworkWeights.encode(
              trained.program().network(),
              head,
              trained.state().parameters(),
              r,
              Map.of(
                  "protocol", protocol.key(), "run", run.key(), "replica", Integer.toString(r))));
    }
  }

  /** Writes test images beside their reconstructions. */
  public void writeSamples(Protocol protocol, Run run, Reconstructions samples) {
    write(
        samples(protocol, run),
        Safetensors.encode(
            List.of(
                tensor(ORIGINALS, samples.originals()), tensor(RECONSTRUCTIONS, samples.images())),
            Map.of("protocol", protocol.key(), "run", run.key(), "replica", "0")));
  }

  private static NamedTensor tensor(String name, Examples images) {
    double[] values = new double[images.count() * images.features()];
    for (int i = 0; i < values.length; i++) {
      values[i] = images.value(i / images.features(), i % images.features());
    }
    return new NamedTensor(name, List.of(images.count(), images.features()), values);
  }

  /** Where test images are beside their reconstructions: tensors {@code [n][pixels]}. */
  public Path samples(Protocol protocol, Run run) {
    return path.resolve("samples")
        .resolve("%s-%s.safetensors".formatted(protocol.key(), run.key()));
  }

  /** Where one replica's parameters are. */
  public Path weights(Protocol protocol, Run run, int replica) {
    return path.resolve("weights")
        .resolve("%s-%s-%d.safetensors".formatted(protocol.key(), run.key(), replica));
  }
}
