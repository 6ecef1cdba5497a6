package dev.carryover.experiments.export;

import dev.carryover.experiments.export.ModelFormat.ModelFile;
import dev.carryover.experiments.record.AtomicFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Networks of a run, to be given to another tool.
 *
 * @param stages whose networks, all of one run, at least one
 * @param replica which replica of each; absent: all
 * @param format as what
 */
public record Export(List<TrainedStage> stages, Optional<Integer> replica, ModelFormat format) {
  /** Where the model card is. */
  public static final String CARD = "README.md";

  /** Copies the list. */
  public Export {
    stages = List.copyOf(stages);
  }

  /**
   * Writes every network, and a model card beside them, each file whole or not at all.
   *
   * @param folder which is made if it is not there
   * @return the files of each stage by its name
   * @throws dev.carryover.data.DataException if a network cannot be read
   * @throws dev.carryover.experiments.record.FileWriteException if a file cannot be written
   */
  public Map<String, List<String>> write(Path folder) {
    Map<String, List<String>> written = new LinkedHashMap<>();
    ModelCard card = new ModelCard(stages.getFirst().record(), format);
    for (TrainedStage stage : stages) {
      List<Integer> replicas = replicas(stage);
      List<ModelFile> files = format.files(stage, replicas);
      files.forEach(
          file -> AtomicFile.writeWithin(folder, folder.resolve(file.name()), file.content()));
      card.add(stage, replicas, files);
      written.put(stage.name(), files.stream().map(ModelFile::name).toList());
    }
    byte[] text = card.text().getBytes(StandardCharsets.UTF_8);
    AtomicFile.writeWithin(folder, folder.resolve(CARD), out -> out.write(text));
    return written;
  }

  private List<Integer> replicas(TrainedStage stage) {
    return replica
        .map(List::of)
        .orElseGet(() -> IntStream.range(0, stage.replicas()).boxed().toList());
  }
}
