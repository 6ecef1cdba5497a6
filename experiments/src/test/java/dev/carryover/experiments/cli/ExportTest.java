package dev.carryover.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carryover.weights.NamedTensor;
import dev.carryover.weights.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** What {@code export} writes, and that {@code transfer} takes it back. */
@TestInstance(Lifecycle.PER_CLASS)
class ExportTest {
  private Path data = Path.of("");
  private Path run = Path.of("");

  @BeforeAll
  void pretrain(@TempDir Path folder) throws IOException {
    data = SmallDigits.write(folder.resolve("data"));
    run = folder.resolve("run");
    done(trained("pretrain", run, "--replicas", "2"));
  }

  private Outcome trained(String command, Path out, String... more) {
    return outcome(
        Stream.of(
            List.of(command, "--data", data.toString(), "--backend", "ejml", "--epochs", "1"),
            List.of("--protocol", "corrected", "--out", out.toString()),
            List.of(more)));
  }

  private Outcome export(Path out, String... more) {
    return outcome(
        Stream.of(List.of("export", run.toString(), "--out", out.toString()), List.of(more)));
  }

  private static Outcome outcome(Stream<List<String>> arguments) {
    return Outcome.of(arguments.flatMap(List::stream).toArray(String[]::new));
  }

  private static void done(Outcome outcome) {
    assertThat(outcome.status()).as(outcome.err()).isZero();
  }

  private static void refused(Outcome outcome, Path out, String message) {
    assertThat(outcome.err()).startsWith(message).hasLineCount(1);
    assertThat(outcome.status()).isEqualTo(2);
    assertThat(out).doesNotExist();
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  @Test
  void everyNetworkIsAFileBesideACardThatSaysWhatItIs(@TempDir Path folder) throws IOException {
    Path out = folder.resolve("exported");
    Outcome outcome = export(out);
    done(outcome);
    assertThat(outcome.out())
        .contains("corrected-autoencoder-0.safetensors to corrected-autoencoder-1.safetensors")
        .endsWith(out.resolve("README.md") + "\n");
    assertThat(names(out))
        .containsExactly(
            "README.md",
            "corrected-autoencoder-0.safetensors",
            "corrected-autoencoder-1.safetensors");
    List<NamedTensor> tensors =
        Safetensors.read(out.resolve("corrected-autoencoder-1.safetensors"));
    assertThat(tensors)
        .extracting(NamedTensor::name)
        .containsExactly("0.weight", "0.bias", "2.weight", "2.bias");
    assertThat(tensors.getFirst().shape()).containsExactly(200, 16);
    assertThat(Files.readString(out.resolve("README.md")))
        .contains(
            "an image of 4 by 4 pixels, row by row: 16 values from 0 to 1.",
            "    ./carryover pretrain --data ",
            "## corrected-autoencoder\n",
            "- Network: 16-200-16, relu, sigmoid.\n",
            "2 replicas, each with a seed of its own, trained in at most 1 epoch to reconstruct its"
                + " input, on the training images.\n",
            "model.load_state_dict(load_file(\"corrected-autoencoder-0.safetensors\"))")
        .containsPattern("- Test images: squared error 0\\.\\d{4}, mean of 2 replicas\\.\n");
  }

  @Test
  void whatWasExportedIsTakenBackToTheBit(@TempDir Path folder) throws IOException {
    Path separate = folder.resolve("separate");
    Path stacked = folder.resolve("stacked");
    Path ours = folder.resolve("ours");
    done(export(separate));
    done(export(stacked, "--stacked"));
    done(export(ours, "--stacked", "--layout", "carryover"));
    assertThat(names(stacked)).containsExactly("README.md", "corrected-autoencoder.safetensors");
    Path file = stacked.resolve("corrected-autoencoder.safetensors");
    assertThat(Safetensors.read(file).getFirst().shape()).containsExactly(2, 200, 16);
    int taken = 0;
    for (Path weights : List.of(run, separate, stacked, ours, file)) {
      Path out = folder.resolve("transferred-" + taken++);
      done(trained("transfer", out, "--weights", weights.toString()));
      for (String stage : List.of("caseI", "caseII")) {
        String name = "weights/corrected-%s-1.safetensors".formatted(stage);
        assertThat(out.resolve(name))
            .as(weights.toString())
            .hasSameBinaryContentAs(folder.resolve("transferred-0").resolve(name));
      }
    }
  }

  @Test
  void oneReplicaOfOneStageIsOneFile(@TempDir Path folder) throws IOException {
    for (String stage : List.of("autoencoder", "corrected-autoencoder")) {
      Path out = folder.resolve(stage);
      done(export(out, "--stage", stage, "--replica", "1", "--format", "onnx"));
      assertThat(names(out)).containsExactly("README.md", "corrected-autoencoder-1.onnx");
      assertThat(Files.readString(out.resolve("README.md")))
          .contains("onnxruntime.InferenceSession(\"corrected-autoencoder-1.onnx\")")
          .containsPattern("- Test images: .* mean of 2 replicas; of replica 1: 0\\.\\d{4}\\.\n");
    }
  }

  @Test
  void whatCannotBeExportedIsRefusedBeforeAnythingIsWritten(@TempDir Path folder) {
    Path out = folder.resolve("out");
    refused(
        export(out, "--stage", "caseI"),
        out,
        "--stage: expected one of corrected-autoencoder, found caseI");
    refused(export(out, "--replica", "2"), out, "--replica: expected 0 to 1, found 2");
    refused(
        export(out, "--replica", "0", "--stacked"),
        out,
        "--stacked: expected all replicas, found --replica 0");
    for (List<String> option : List.of(List.of("--stacked"), List.of("--layout", "torch"))) {
      refused(
          outcome(
              Stream.of(
                  List.of("export", run.toString(), "--out", out.toString(), "--format", "onnx"),
                  option)),
          out,
          option.getFirst() + ": expected --format safetensors, found onnx");
    }
    refused(
        Outcome.of("export", data.toString(), "--out", out.toString()),
        out,
        data + ": expected the folder of a run, found no run.json in it");
  }

  @Test
  void whatStandsInTheFolderIsNotTouched(@TempDir Path folder) throws IOException {
    Path mine = Files.writeString(folder.resolve("README.md"), "mine");
    Outcome outcome = export(folder);
    assertThat(outcome.err())
        .isEqualTo("--out: expected a new or empty folder, found something in " + folder + "\n");
    assertThat(outcome.status()).isEqualTo(2);
    assertThat(mine).hasContent("mine");
    assertThat(names(folder)).containsExactly("README.md");
  }

  @Test
  void aDamagedNetworkIsNamedAndARunWithoutNetworksToo(@TempDir Path folder) throws IOException {
    Path broken = folder.resolve("broken");
    Files.createDirectories(broken.resolve("weights"));
    for (String name : List.of("run.json", "experiment.yaml")) {
      Files.copy(run.resolve(name), broken.resolve(name));
    }
    Path out = folder.resolve("out");
    refused(
        Outcome.of("export", broken.toString(), "--out", out.toString()),
        out,
        broken + ": expected a run with trained networks, found none in weights/ yet");
    String name = "weights/corrected-autoencoder-%d.safetensors";
    byte[] whole = Files.readAllBytes(run.resolve(name.formatted(0)));
    Files.write(broken.resolve(name.formatted(0)), whole);
    Files.write(broken.resolve(name.formatted(1)), Arrays.copyOf(whole, whole.length - 1));
    Outcome outcome = Outcome.of("export", broken.toString(), "--out", out.toString());
    assertThat(outcome.err())
        .startsWith(broken.resolve(name.formatted(1)) + ": cut off: expected ")
        .hasLineCount(1);
    assertThat(outcome.status()).isEqualTo(2);
  }
}
