package dev.carryover.experiments.export;

import dev.carryover.weights.Layout;
import dev.carryover.weights.NamedTensor;
import dev.carryover.weights.NetworkWeights;
import dev.carryover.weights.Safetensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Networks as safetensors files.
 *
 * @param layout how they lay out a layer
 * @param stacked whether all replicas lie in one file, stacked along a first axis
 */
public record SafetensorsFormat(Layout layout, boolean stacked) implements ModelFormat {
  @Override
  public List<ModelFile> files(TrainedStage stage, List<Integer> replicas) {
    if (stacked) {
      return List.of(
          new ModelFile(
              stage.name() + ".safetensors",
              out ->
                  Safetensors.write(
                      out,
                      NetworkWeights.stacked(
                          stage.network(), stage.head(), stage.parameters(), layout),
                      metadata(stage))));
    }
    return replicas.stream().map(r -> one(stage, r)).toList();
  }

  private ModelFile one(TrainedStage stage, int r) {
    return new ModelFile(
        "%s-%d.safetensors".formatted(stage.name(), r),
        out -> {
          Map<String, String> metadata = metadata(stage);
          metadata.put("replica", Integer.toString(r));
          List<NamedTensor> tensors =
              NetworkWeights.tensors(stage.network(), stage.head(), stage.parameters(r), 0, layout);
          Safetensors.write(out, tensors, metadata);
        });
  }

  private Map<String, String> metadata(TrainedStage stage) {
    Map<String, String> metadata = new TreeMap<>();
    metadata.put("protocol", stage.experiment().key());
    metadata.put("run", stage.stage().key());
    metadata.put(NetworkWeights.LAYOUT, layout.toString());
    if (layout == Layout.TORCH) {
      metadata.put("format", "pt"); // as safetensors.torch users write it, and some loaders demand
    }
    return metadata;
  }

  @Override
  public List<String> loading(TrainedStage stage, ModelFile file) {
    List<String> lines = new ArrayList<>(List.of("import torch"));
    lines.add("from safetensors.torch import load_file");
    String load = "load_file(\"%s\")".formatted(file.name());
    if (layout == Layout.CARRYOVER) {
      lines.add("parameters = " + load + "  # z = x @ weight + bias");
      return lines;
    }
    lines.add("model = " + TorchModule.expression(stage.network()));
    if (stacked) {
      lines.add("parameters = " + load);
      lines.add("one = lambda p, x: torch.func.functional_call(model, p, (x,))");
      lines.add("outputs = torch.vmap(one, in_dims=(0, None))(parameters, images)  # [R, n, ...]");
    } else {
      lines.add("model.load_state_dict(" + load + ")");
      lines.add(
          "outputs = model(images)  # images: float32 [n, %d]".formatted(stage.network().inputs()));
    }
    return lines;
  }
}
