package dev.carryover.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code --weights} is answered with when it names nothing that can be used. */
class SavedWeightsTest {
  @TempDir static Path shared;
  private static Path data = Path.of("");
  private static Path pretrained = Path.of("");

  @TempDir Path folder;

  @BeforeAll
  static void pretrain() throws IOException {
    data = SmallDigits.write(shared.resolve("data"));
    pretrained = shared.resolve("pretrained");
    Outcome outcome =
        Outcome.of(
            "pretrain",
            "--data",
            data.toString(),
            "--backend",
            "ejml",
            "--epochs",
            "1",
            "--protocol",
            "corrected",
            "--out",
            pretrained.toString());
    assertThat(outcome.status()).as(outcome.err()).isZero();
  }

  private static Path weights(Path run) {
    return run.resolve("weights/corrected-autoencoder-0.safetensors");
  }

  private Outcome transfer(Path weights, String... more) {
    String[] common = {
      "transfer",
      "--data",
      data.toString(),
      "--backend",
      "ejml",
      "--epochs",
      "1",
      "--protocol",
      "corrected",
      "--weights",
      weights.toString(),
      "--out",
      folder.resolve("out").toString()
    };
    String[] arguments = Arrays.copyOf(common, common.length + more.length);
    System.arraycopy(more, 0, arguments, common.length, more.length);
    return Outcome.of(arguments);
  }

  private void refused(Outcome outcome, String message) {
    assertThat(outcome.err()).startsWith(message).hasLineCount(1);
    assertThat(outcome.status()).isEqualTo(2);
    assertThat(folder.resolve("out/run.json")).doesNotExist();
  }

  @Test
  void transferNeedsThem() {
    Outcome outcome = Outcome.of("transfer", "--data", data.toString());
    assertThat(outcome.err())
        .startsWith(
            "--weights: expected the folder of a pretrain or reproduce run, or a safetensors"
                + " file, found nothing");
    assertThat(outcome.status()).isEqualTo(2);
  }

  @Test
  void aFolderWithoutWeightsIsRefused() {
    refused(transfer(data), "--weights: expected " + weights(data) + ", found no such file");
  }

  @Test
  void weightsOfTheOtherProtocolAreNotTaken() {
    Path published = pretrained.resolve("weights/published-autoencoder-0.safetensors");
    refused(
        Outcome.of(
            "transfer",
            "--data",
            data.toString(),
            "--backend",
            "ejml",
            "--weights",
            pretrained.toString()),
        "--weights: expected " + published + ", found no such file");
  }

  @Test
  void anAutoencoderOfAllDigitsIsNoHeldoutOne() {
    Path heldout = pretrained.resolve("weights/corrected-heldout-0.safetensors");
    refused(
        Outcome.of(
            "heldout",
            "--backend",
            "ejml",
            "--protocol",
            "corrected",
            "--data",
            data.toString(),
            "--weights",
            pretrained.toString()),
        "--weights: expected " + heldout + ", found no such file");
  }

  @Test
  void aDamagedFileIsRefusedByName() throws IOException {
    Path damaged = folder.resolve("damaged");
    Path weights = weights(damaged);
    Files.createDirectories(damaged.resolve("weights"));
    Files.copy(pretrained.resolve("run.json"), damaged.resolve("run.json"));
    byte[] whole = Files.readAllBytes(weights(pretrained));
    Files.write(weights, Arrays.copyOf(whole, whole.length - 1));
    refused(transfer(damaged), weights + ": cut off: expected ");
    Files.write(weights, Arrays.copyOf(whole, 100));
    refused(transfer(damaged), weights + ": cut off: expected a header of ");
    Files.write(weights, new byte[0]);
    refused(transfer(damaged), weights + ": expected a safetensors file, found an empty file");
  }

  @Test
  void weightsOfOtherImagesAreRefused() {
    Outcome outcome =
        Outcome.of(
            "transfer",
            "--data",
            "synthetic",
            "--backend",
            "ejml",
            "--protocol",
            "corrected",
            "--weights",
            pretrained.toString(),
            "--out",
            folder.resolve("out").toString());
    refused(
        outcome,
        weights(pretrained)
            + ": expected tensor encoder.weight of shape [784, 200], found [16, 200]");
  }

  @Test
  void moreReplicasThanWereSavedAreRefused() {
    refused(
        transfer(pretrained, "--replicas", "2"),
        "--replicas: expected at most the 1 that --weights holds, found 2");
  }
}
