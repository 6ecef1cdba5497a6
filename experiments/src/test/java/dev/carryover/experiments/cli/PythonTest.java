package dev.carryover.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.carryover.weights.NamedTensor;
import dev.carryover.weights.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The Python of the README and of model cards does what they say. */
@TestInstance(Lifecycle.PER_CLASS)
class PythonTest {
  private static final Pattern BLOCK = Pattern.compile("```python\n(.*?)```", Pattern.DOTALL);

  private static final int INPUTS = 784;
  private static final int UNITS = 200;

  /** Images whose values Java computes, too. */
  private static final String IMAGES =
      "import torch\nimages = (torch.arange(3 * 784) % 7 / 7).reshape(3, 784)\n";

  private Path folder = Path.of("");
  private Python python = new Python(folder);
  private Path run = Path.of("");

  @BeforeAll
  void pretrain(@TempDir Path temporary) throws IOException, InterruptedException {
    folder = temporary;
    python = new Python(folder);
    assumeTrue(python.imports("torch", "safetensors"), "needs a PYTHON with torch and safetensors");
    run = folder.resolve("run");
    done(corrected("pretrain", run, "--replicas", "2"));
  }

  private static Outcome corrected(String command, Path out, String option, String value) {
    return Outcome.of(
        command,
        "--data",
        "synthetic",
        "--backend",
        "vector",
        "--epochs",
        "1",
        "--protocol",
        "corrected",
        "--out",
        out.toString(),
        option,
        value);
  }

  private static void done(Outcome outcome) {
    assertThat(outcome.status()).as(outcome.err()).isZero();
  }

  private static List<String> blocks(Path markdown) throws IOException {
    return BLOCK
        .matcher(Files.readString(markdown))
        .results()
        .map((MatchResult found) -> found.group(1))
        .toList();
  }

  private static double[] tensor(Path file, String name) {
    return Safetensors.read(file).stream()
        .filter(tensor -> tensor.name().equals(name))
        .map(NamedTensor::values)
        .findFirst()
        .orElseThrow();
  }

  /** The code of the given images, by a run's own encoder. */
  private double[] codes(int replica) {
    Path file = run.resolve("weights/corrected-autoencoder-%d.safetensors".formatted(replica));
    double[] weights = tensor(file, "encoder.weight");
    double[] bias = tensor(file, "encoder.bias");
    double[] codes = new double[3 * UNITS];
    for (int n = 0; n < 3; n++) {
      for (int o = 0; o < UNITS; o++) {
        double z = bias[o];
        for (int i = 0; i < INPUTS; i++) {
          z += (n * INPUTS + i) % 7 / 7.0 * weights[i * UNITS + o];
        }
        codes[n * UNITS + o] = Math.max(0, z);
      }
    }
    return codes;
  }

  @Test
  void theReadmesLinesLoadWhatWasExported() throws IOException, InterruptedException {
    Path exported = folder.resolve("exported");
    done(Outcome.of("export", run.toString(), "--out", exported.toString()));
    python.succeeds(
        blocks(Path.of("../README.md")).getFirst()
            + IMAGES
            + "from safetensors.torch import save_file\n"
            + "assert codes.shape == (10, 200)\n"
            + "save_file({'codes': model[:2](images).detach()}, 'codes.safetensors')\n",
        folder);
    assertThat(tensor(folder.resolve("codes.safetensors"), "codes"))
        .usingComparatorWithPrecision(1e-5)
        .containsExactly(codes(0));
  }

  @Test
  void whatTheReadmesLinesSaveIsTransferred() throws IOException, InterruptedException {
    python.succeeds(blocks(Path.of("../README.md")).get(1), folder);
    Path file = folder.resolve("autoencoder.safetensors");
    Path out = folder.resolve("transferred");
    done(corrected("transfer", out, "--weights", file.toString()));
    double[] torch = tensor(file, "0.weight");
    double[] frozen =
        tensor(out.resolve("weights/corrected-caseI-0.safetensors"), "encoder.weight");
    for (int i = 0; i < INPUTS; i++) {
      for (int o = 0; o < UNITS; o++) {
        assertThat(frozen[i * UNITS + o]).isCloseTo(torch[o * INPUTS + i], within(0.0));
      }
    }
  }

  @Test
  void modelsThatTorchStacksAreReplicas() throws IOException, InterruptedException {
    python.succeeds(
        """
        import torch
        from torch import nn
        from safetensors.torch import save_file
        def model():
            return nn.Sequential(nn.Linear(784, 200), nn.ReLU(), nn.Linear(200, 784), nn.Sigmoid())
        parameters, _ = torch.func.stack_module_state([model(), model(), model()])
        half = {name: values.detach().bfloat16() for name, values in parameters.items()}
        save_file(half, "stacked.safetensors")
        """,
        folder);
    Path out = folder.resolve("of-three");
    done(corrected("transfer", out, "--weights", folder.resolve("stacked.safetensors").toString()));
    assertThat(out.resolve("weights/corrected-caseII-2.safetensors")).exists();
    assertThat(out.resolve("weights/corrected-caseII-3.safetensors")).doesNotExist();
  }

  @Test
  void aCardsLinesLoadStackedNetworks() throws IOException, InterruptedException {
    Path exported = folder.resolve("stacked");
    done(Outcome.of("export", run.toString(), "--out", exported.toString(), "--stacked"));
    python.succeeds(
        IMAGES
            + blocks(exported.resolve("README.md")).getFirst()
            + "assert outputs.shape == (2, 3, 784)\n"
            + "from safetensors.torch import save_file\n"
            + "z = images @ parameters['0.weight'][1].T + parameters['0.bias'][1]\n"
            + "save_file({'codes': z.relu()}, 'codes.safetensors')\n",
        exported);
    assertThat(tensor(exported.resolve("codes.safetensors"), "codes"))
        .usingComparatorWithPrecision(1e-5)
        .containsExactly(codes(1));
  }

  @Test
  void aCardsLinesLoadOnnxModelsThatReconstructAsTorchDoes()
      throws IOException, InterruptedException {
    assumeTrue(python.imports("onnxruntime"), "needs a PYTHON with onnxruntime");
    Path exported = folder.resolve("onnx");
    Path torch = folder.resolve("torch");
    done(Outcome.of("export", run.toString(), "--out", exported.toString(), "--format", "onnx"));
    done(Outcome.of("export", run.toString(), "--out", torch.toString()));
    python.succeeds(
        IMAGES
            + blocks(torch.resolve("README.md")).getFirst()
            + "reconstructed = outputs\nimages = images.numpy()\nimport os; os.chdir('../onnx')\n"
            + blocks(exported.resolve("README.md")).getFirst()
            + "assert abs(reconstructed.detach().numpy() - outputs).max() < 1e-5\n",
        torch);
  }
}
