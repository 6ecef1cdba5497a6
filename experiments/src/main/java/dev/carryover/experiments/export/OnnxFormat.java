package dev.carryover.experiments.export;

import java.util.List;
import java.util.Map;

/** Networks as ONNX models, one file each. */
public record OnnxFormat() implements ModelFormat {
  @Override
  public List<ModelFile> files(TrainedStage stage, List<Integer> replicas) {
    return replicas.stream()
        .map(r ->
            new ModelFile(
                "%s-%d.onnx".formatted(stage.name(), r),
                out ->
                    OnnxModel.of(
                            stage.network(),
                            stage.head(),
                            stage.parameters(r),
                            Map.of(
                                "protocol", stage.experiment().key(),
                                "run", stage.stage().key(),
                                "replica", Integer.toString(r)))
                        .writeTo(out)))
        .toList();
  }

  @Override
  public List<String> loading(TrainedStage stage, ModelFile file) {
    return List.of(
        "import onnxruntime",
        "session = onnxruntime.InferenceSession(\"%s\")".formatted(file.name()),
        "outputs, = session.run(None, {\"%s\": images})  # images: float32 [n, %d]"
            .formatted(OnnxModel.INPUT, stage.network().inputs()));
  }
}
