package dev.carryover.experiments.export;

import dev.carryover.experiments.record.AtomicFile;
import java.util.List;

/** A file format that networks are given away in. */
public interface ModelFormat {
  /**
   * A file to be written.
   *
   * @param name its name
   * @param content what it holds, made as it is written
   */
  record ModelFile(String name, AtomicFile.Content content) {}

  /**
   * The files of a stage's networks.
   *
   * @param replicas which of them, ascending
   */
  List<ModelFile> files(TrainedStage stage, List<Integer> replicas);

  /** Lines of Python that load one of a stage's files. */
  List<String> loading(TrainedStage stage, ModelFile file);
}
