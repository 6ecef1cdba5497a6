package dev.carryover.experiments.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.run.StageRef;
import dev.carryover.experiments.run.TinyExperiments;
import dev.carryover.network.NetworkSpec;
import dev.carryover.weights.NamedTensor;
import dev.carryover.weights.NetworkWeights;
import dev.carryover.weights.NetworkWeights.Head;
import dev.carryover.weights.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
  @TempDir Path parent;

  @Test
  void whatALinkLeadsToIsNotWritten() throws IOException {
    Path elsewhere = Files.createDirectories(parent.resolve("elsewhere"));
    Path victim = Files.writeString(parent.resolve("victim"), "precious");
    Path path = Files.createDirectories(parent.resolve("run"));
    Files.createSymbolicLink(path.resolve("figures"), elsewhere);
    Files.createSymbolicLink(path.resolve("report.html"), victim);
    Files.createSymbolicLink(path.resolve("report.html.part"), victim);
    RunFolder folder = new RunFolder(path);
    byte[] content = {1};
    assertThatExceptionOfType(FileWriteException.class)
        .isThrownBy(() -> folder.write(folder.figures().resolve("a.svg"), content))
        .withMessage(
            folder.figures().resolve("a.svg")
                + ": could not be written: figures is a symbolic link, expected a folder");
    folder.write(folder.report(), content);
    assertThat(folder.report()).isRegularFile().hasBinaryContent(content);
    assertThat(Files.isSymbolicLink(folder.report())).isFalse();
    assertThat(victim).hasContent("precious");
    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void aRunThatIsReachedByALinkIsWrittenTo() throws IOException {
    Path path = Files.createDirectories(parent.resolve("run"));
    Path link = Files.createSymbolicLink(parent.resolve("link"), path);
    RunFolder folder = new RunFolder(link);
    folder.write(folder.figures().resolve("a.svg"), new byte[] {1});
    assertThat(path.resolve("figures/a.svg")).isRegularFile();
  }

  @Test
  void everyReplicasParametersAreAFileOfTheirOwn() {
    RunFolder folder = new RunFolder(parent);
    StageRef caseI = TinyExperiments.stage("published", "caseI");
    NetworkSpec network = caseI.stage().network(3, 10);
    int size = network.parameters().size();
    double[] parameters = new double[2 * size];
    Arrays.setAll(parameters, i -> i);
    folder.writeWeights(caseI, network, parameters);
    Path second = parent.resolve("weights/published-caseI-1.safetensors");
    assertThat(parent.resolve("weights"))
        .isDirectoryContaining("glob:**/published-caseI-0.safetensors")
        .isDirectoryContaining("glob:**/published-caseI-1.safetensors")
        .isDirectoryNotContaining("glob:**-2.safetensors");
    assertThat(folder.weights("published", "caseI", 1)).isEqualTo(second);
    assertThat(NetworkWeights.read(second, network, Head.classifier()))
        .containsExactly(Arrays.copyOfRange(parameters, size, 2 * size));
  }

  @Test
  void anAutoencodersSecondLayerIsItsDecoder() {
    StageRef heldout = TinyExperiments.stage("corrected", "heldout", 1, 1);
    NetworkSpec network = heldout.stage().network(3, 10);
    RunFolder folder = new RunFolder(parent);
    folder.writeWeights(heldout, network, new double[network.parameters().size()]);
    assertThat(Safetensors.read(parent.resolve("weights/corrected-heldout-0.safetensors")))
        .extracting(NamedTensor::name)
        .contains("decoder.weight");
  }

  @Test
  void theExperimentsOfARunAreReadAsTheyWereWritten() {
    RunFolder folder = new RunFolder(parent);
    List<Experiment> experiments =
        List.of(TinyExperiments.paper("published", 3, 4), TinyExperiments.paper("corrected", 5, 6));
    folder.writeExperiments(experiments);
    assertThat(parent.resolve("experiment.yaml")).isRegularFile();
    assertThat(folder.experiments()).isEqualTo(experiments);
  }

  @Test
  void linesAreAppendedBehindThoseThatAreThere() {
    RunFolder folder = new RunFolder(parent);
    folder.append(folder.history(), "a\n");
    folder.append(folder.history(), "b\n");
    assertThat(folder.history()).hasContent("a\nb\n");
  }

  @Test
  void whatALinkLeadsToIsNotAppendedTo() throws IOException {
    RunFolder folder = new RunFolder(parent);
    Path victim = Files.writeString(parent.resolve("victim"), "precious");
    Files.createSymbolicLink(folder.history(), victim);
    assertThatExceptionOfType(FileWriteException.class)
        .isThrownBy(() -> folder.append(folder.history(), "a\n"));
    assertThat(victim).hasContent("precious");
  }
}
