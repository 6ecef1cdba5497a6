package dev.carryover.experiments.record;

import dev.carryover.data.DataException;
import dev.carryover.data.Examples;
import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.Stage;
import dev.carryover.experiments.plan.yaml.ExperimentFile;
import dev.carryover.experiments.run.Reconstructions;
import dev.carryover.experiments.run.StageRef;
import dev.carryover.network.NetworkSpec;
import dev.carryover.weights.Layout;
import dev.carryover.weights.NamedTensor;
import dev.carryover.weights.NetworkWeights;
import dev.carryover.weights.NetworkWeights.Head;
import dev.carryover.weights.Safetensors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One run's folder: {@code experiment.yaml}, {@code run.json}, {@code history.csv}, {@code
 * weights/}, {@code samples/}, {@code report.html}, {@code figures/}, {@code jobs/}, and while it
 * runs {@code checkpoints/}. Who writes to it has a {@link FolderClaim} on it.
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

  /**
   * This folder, if it is a run's.
   *
   * @throws DataException if there is no {@code run.json} in it
   */
  public RunFolder requireRecord() {
    if (!Files.exists(record())) {
      throw new DataException(path + ": expected the folder of a run, found no run.json in it");
    }
    return this;
  }

  /** Where the experiments are that the run is of. */
  public Path plan() {
    return path.resolve("experiment.yaml");
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

  /** Where the record of an experiment is that has ended. */
  public Path job(String experiment) {
    return path.resolve("jobs").resolve(experiment + ".json");
  }

  /** Where checkpoints are. */
  public Path checkpoints() {
    return path.resolve("checkpoints");
  }

  /**
   * Writes a file of this folder, whole or not at all. The folder may be somebody else's work: what
   * a symbolic link in it leads to is never written to.
   *
   * @param file below {@link #path}
   * @throws FileWriteException if it cannot be written
   */
  public void write(Path file, byte[] content) {
    write(file, out -> out.write(content));
  }

  /** {@link #write(Path, byte[])} for what is written piece by piece. */
  public void write(Path file, AtomicFile.Content content) {
    AtomicFile.writeWithin(path, file, content);
  }

  /** {@link #write(Path, AtomicFile.Content)}; the file outlasts a power failure, too. */
  public void writeDurably(Path file, AtomicFile.Content content) {
    AtomicFile.writeDurably(path, file, content);
  }

  /**
   * Appends whole lines to a file of this folder, which is made if it is not there. A symbolic link
   * of that name is refused.
   *
   * @throws FileWriteException if that fails; the file then ends as it did before
   */
  public void append(Path file, String lines) {
    append(file, lines.getBytes(StandardCharsets.UTF_8));
  }

  /** {@link #append(Path, String)} for what is no text. */
  public void append(Path file, byte[] content) {
    try (FileChannel channel =
        FileChannel.open(
            file,
            Set.of(
                StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS))) {
      long end = channel.size();
      ByteBuffer rest = ByteBuffer.wrap(content);
      boolean done = false;
      try {
        channel.position(end);
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
        done = true;
      } finally {
        if (!done) {
          channel.truncate(end);
        }
      }
    } catch (IOException e) {
      throw new FileWriteException(file, e);
    }
  }

  /** The experiments that the run is of. */
  public List<Experiment> experiments() {
    return ExperimentFile.read(plan());
  }

  /** Writes the experiments that the run is of. */
  public void writeExperiments(List<Experiment> experiments) {
    write(plan(), ExperimentFile.text(experiments).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Writes every replica's parameters, one file each, durably: later stages may start from them.
   *
   * @param network one replica's
   * @param parameters {@code [R][P]}
   */
  public void writeWeights(StageRef stage, NetworkSpec network, double[] parameters) {
    Head head = head(stage.stage());
    for (int r = 0; r < stage.experiment().replicas(); r++) {
      byte[] content = NetworkWeights.encode(network, head, parameters, r, ofWeights(stage, r));
      writeDurably(
          weights(stage.experiment().key(), stage.stage().key(), r), out -> out.write(content));
    }
  }

  /**
   * Gives a stage the weights, where they are kept, and samples of one that came to the same in
   * another experiment.
   */
  public void copyStage(StageRef from, StageRef to) {
    String key = from.stage().key();
    int saved = from.stage().save() ? from.experiment().replicas() : 0;
    for (int r = 0; r < saved; r++) {
      copy(
          weights(from.experiment().key(), key, r),
          weights(to.experiment().key(), to.stage().key(), r),
          ofWeights(to, r));
    }
    Path samples = samples(from.experiment().key(), key);
    if (Files.exists(samples)) {
      copy(samples, samples(to.experiment().key(), to.stage().key()), metadata(to, 0));
    }
  }

  private void copy(Path from, Path to, Map<String, String> metadata) {
    List<NamedTensor> tensors = Safetensors.read(from);
    writeDurably(to, out -> Safetensors.write(out, tensors, metadata));
  }

  /** What a stage's last layers are for. */
  public static Head head(Stage stage) {
    int encoder = stage.architecture().depth();
    return switch (stage.objective()) {
      case CLASSIFY -> Head.classifier();
      case RECONSTRUCT -> Head.decoder(encoder);
      case RECONSTRUCT_CODE -> Head.decoder(encoder - stage.frozen());
    };
  }

  private static Map<String, String> ofWeights(StageRef stage, int replica) {
    Map<String, String> metadata = new HashMap<>(metadata(stage, replica));
    metadata.put(NetworkWeights.LAYOUT, Layout.CARRYOVER.toString());
    return metadata;
  }

  private static Map<String, String> metadata(StageRef stage, int replica) {
    return Map.of(
        "protocol",
        stage.experiment().key(),
        "run",
        stage.stage().key(),
        "replica",
        Integer.toString(replica));
  }

  /** Writes test images beside their reconstructions. */
  public void writeSamples(StageRef stage, Reconstructions samples) {
    write(
        samples(stage.experiment().key(), stage.stage().key()),
        Safetensors.encode(
            List.of(
                tensor(ORIGINALS, samples.originals()), tensor(RECONSTRUCTIONS, samples.images())),
            metadata(stage, 0)));
  }

  private static NamedTensor tensor(String name, Examples images) {
    double[] values = new double[images.count() * images.features()];
    for (int i = 0; i < values.length; i++) {
      values[i] = images.value(i / images.features(), i % images.features());
    }
    return new NamedTensor(name, List.of(images.count(), images.features()), values);
  }

  /**
   * Where test images are beside their reconstructions: tensors {@code [n][pixels]}.
   *
   * @param experiment its key
   * @param stage its key
   */
  public Path samples(String experiment, String stage) {
    return path.resolve("samples").resolve("%s-%s.safetensors".formatted(experiment, stage));
  }

  /**
   * Where one replica's parameters are.
   *
   * @param experiment its key
   * @param stage its key
   */
  public Path weights(String experiment, String stage, int replica) {
    return path.resolve("weights")
        .resolve("%s-%s-%d.safetensors".formatted(experiment, stage, replica));
  }
}
