package dev.carryover.experiments.record.job;

import dev.carryover.backend.TrainingState;
import dev.carryover.data.DataException;
import dev.carryover.experiments.evaluation.Scores;
import dev.carryover.experiments.plan.Metric;
import dev.carryover.experiments.plan.SetName;
import dev.carryover.experiments.record.Json;
import dev.carryover.experiments.run.StageProgress;
import dev.carryover.experiments.run.StopProgress;
import dev.carryover.weights.NamedTensor;
import dev.carryover.weights.Safetensors;
import dev.carryover.weights.SafetensorsFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * A checkpoint as a safetensors file: parameters, optimizer slots and kept slices as tensors, each
 * exact, and all else as JSON in its metadata.
 */
final class CheckpointFile {
  private static final int SCHEMA = 1;
  private static final String METADATA = "checkpoint";
  private static final String PARAMETERS = "parameters";
  private static final String SLOT = "slot.";
  private static final String KEPT = "kept.";

  private CheckpointFile() {}

  /**
   * What is no tensor.
   *
   * @param schema 1
   * @param job what has come of the job
   * @param running the stage in training
   */
  private record Contents(int schema, JobRecord job, Optional<Running> running) {}

  /**
   * A stage in training.
   *
   * @param steps of each replica
   * @param slots how many the optimizer has
   * @param replicas how far each has come towards stopping early
   * @param initial scores by set and then by metric, {@code [R]}
   * @param latest likewise
   */
  private record Running(
      String stage,
      int epochsDone,
      double trainingSeconds,
      List<Long> steps,
      int slots,
      List<StopProgress.Replica> replicas,
      Map<String, Map<String, List<Double>>> initial,
      Map<String, Map<String, List<Double>>> latest) {

    static Running of(StageProgress progress) {
      TrainingState state = progress.state();
      List<StopProgress.Replica> replicas = progress.stop().replicas();
      return new Running(
          progress.stage(),
          progress.epochsDone(),
          progress.trainingSeconds(),
          IntStream.range(0, replicas.size()).mapToObj(state::steps).toList(),
          state.slots().size(),
          replicas,
          texts(progress.initial()),
          texts(progress.latest()));
    }
  }

  /** Writes a checkpoint. */
  static void write(OutputStream out, Checkpoint checkpoint) throws IOException {
    Contents contents =
        new Contents(SCHEMA, checkpoint.job(), checkpoint.running().map(Running::of));
    Safetensors.write(
        out,
        checkpoint.running().map(CheckpointFile::tensors).orElse(List.of()),
        Map.of(METADATA, Json.text(contents)));
  }

  private static List<NamedTensor> tensors(StageProgress progress) {
    TrainingState state = progress.state();
    List<NamedTensor> tensors = new ArrayList<>();
    tensors.add(tensor(PARAMETERS, state.parameters()));
    for (int s = 0; s < state.slots().size(); s++) {
      tensors.add(tensor(SLOT + s, state.slots().get(s)));
    }
    progress.stop().kept().forEach((r, slice) -> tensors.add(tensor(KEPT + r, slice)));
    return tensors;
  }

  private static NamedTensor tensor(String name, double[] values) {
    return new NamedTensor(name, List.of(values.length), values);
  }

  /**
   * Reads a checkpoint whose bytes are known to be whole.
   *
   * @throws DataException if it is none of this version
   */
  static Checkpoint read(Path file) {
    SafetensorsFile opened = SafetensorsFile.open(file);
    Contents contents = Json.parse(file, opened.metadata(METADATA), Contents.class, SCHEMA);
    return new Checkpoint(
        contents.job(), contents.running().map(running -> progress(opened, running)));
  }

  private static StageProgress progress(SafetensorsFile file, Running running) {
    List<double[]> slots =
        IntStream.range(0, running.slots()).mapToObj(s -> file.values(SLOT + s)).toList();
    Map<Integer, double[]> kept = new LinkedHashMap<>();
    for (int r = 0; r < running.replicas().size(); r++) {
      if (file.names().contains(KEPT + r)) {
        kept.put(r, file.values(KEPT + r));
      }
    }
    return new StageProgress(
        running.stage(),
        running.epochsDone(),
        running.trainingSeconds(),
        new TrainingState(
            file.values(PARAMETERS),
            slots,
            running.steps().stream().flatMapToLong(LongStream::of).toArray()),
        new StopProgress(running.replicas(), kept),
        scores(running.initial()),
        scores(running.latest()));
  }

  private static Map<String, Map<String, List<Double>>> texts(Map<SetName, Scores> scores) {
    Map<String, Map<String, List<Double>>> texts = new LinkedHashMap<>();
    scores.forEach((set, values) -> {
      Map<String, List<Double>> byMetric = new LinkedHashMap<>();
      values.values().forEach((metric, list) -> byMetric.put(metric.name(), list));
      texts.put(set.name(), byMetric);
    });
    return texts;
  }

  private static Map<SetName, Scores> scores(Map<String, Map<String, List<Double>>> texts) {
    Map<SetName, Scores> scores = new EnumMap<>(SetName.class);
    texts.forEach((set, byMetric) -> {
      Map<Metric, List<Double>> values = new EnumMap<>(Metric.class);
      byMetric.forEach((metric, list) -> values.put(Metric.valueOf(metric), list));
      scores.put(SetName.valueOf(set), new Scores(values));
    });
    return scores;
  }
}
