package dev.carryover.experiments.report;

import dev.carryover.data.DataException;
import dev.carryover.experiments.protocol.Protocol;
import dev.carryover.experiments.protocol.Run;
import dev.carryover.experiments.record.ProtocolResults;
import dev.carryover.experiments.record.RunFolder;
import dev.carryover.experiments.record.RunRecord;
import dev.carryover.experiments.weights.NamedTensor;
import dev.carryover.experiments.weights.Safetensors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * All that a run's folder holds for a report.
 *
 * @param folder where it is
 * @param record its {@code run.json}
 * @param curves its {@code history.csv}
 */
record RunContents(RunFolder folder, RunRecord record, Curves curves) {

  /**
   * Reads a run's folder.
   *
   * @throws DataException if it is no run's folder, or one of its files is not what it should be
   */
  static RunContents read(RunFolder folder) {
    if (!Files.exists(folder.record())) {
      throw new DataException(
          folder.path() + ": expected the folder of a run, found no run.json in it");
    }
    return new RunContents(folder, RunRecord.read(folder.record()), Curves.read(folder.history()));
  }

  /** Those that were asked for. */
  List<Protocol> protocols() {
    String asked = record.spec().protocol();
    return Arrays.stream(Protocol.values())
        .filter(protocol -> asked.equals("both") || asked.equals(protocol.key()))
        .toList();
  }

  /** What one protocol has come to so far. */
  ProtocolResults results(Protocol protocol) {
    return Objects.requireNonNullElse(record.protocols().get(protocol.key()), ProtocolResults.NONE);
  }

  /** Says why something is not there. */
  String missing(String what, String run) {
    return record.complete()
        ? "%s: not part of this run (%s).".formatted(what, record.command())
        : "%s: missing, because the run has not trained %s to the end.".formatted(what, run);
  }

  /**
   * The incoming weights of replica 0's first hidden neurons; empty if the run has none yet.
   *
   * @return for each neuron {@code [pixels]}
   */
  Optional<List<double[]>> features(Protocol protocol, Run run, int neurons) {
    Path file = folder.weights(protocol, run, 0);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    NamedTensor weights = tensor(file, "encoder.weight");
    int pixels = weights.shape().getFirst();
    int hidden = weights.shape().getLast();
    return Optional.of(
        IntStream.range(0, Math.min(neurons, hidden))
            .mapToObj(h ->
                IntStream.range(0, pixels)
                    .mapToDouble(i -> weights.values()[i * hidden + h])
                    .toArray())
            .toList());
  }

  /**
   * The pictures of a samples file; empty if there is none yet.
   *
   * @param name {@link RunFolder#ORIGINALS} or {@link RunFolder#RECONSTRUCTIONS}
   * @return for each picture {@code [pixels]}
   */
  Optional<List<double[]>> samples(Protocol protocol, Run run, String name) {
    Path file = folder.samples(protocol, run);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    NamedTensor images = tensor(file, name);
    int pixels = images.shape().getLast();
    return Optional.of(
        IntStream.range(0, images.shape().getFirst())
            .mapToObj(i -> Arrays.copyOfRange(images.values(), i * pixels, (i + 1) * pixels))
            .toList());
  }

  private static NamedTensor tensor(Path file, String name) {
    return Safetensors.read(file).stream()
        .filter(tensor -> tensor.name().equals(name) && tensor.shape().size() == 2)
        .findFirst()
        .orElseThrow(() ->
            new DataException(file + ": expected a tensor " + name + " of two axes, found none"));
  }
}
