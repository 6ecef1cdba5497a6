package dev.carryover.experiments.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carryover.backend.TrainingState;
import dev.carryover.experiments.protocol.Networks;
import dev.carryover.experiments.protocol.Protocol;
import dev.carryover.experiments.protocol.Run;
import dev.carryover.experiments.protocol.Trained;
import dev.carryover.experiments.weights.NamedTensor;
import dev.carryover.experiments.weights.NetworkWeights;
import dev.carryover.experiments.weights.NetworkWeights.Head;
import dev.carryover.experiments.weights.Safetensors;
import dev.carryover.program.TrainingProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
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
    TrainingProgram program = Networks.program(Run.CASE_I, Protocol.PUBLISHED, 3, 10, 2);
    int size = program.network().parameters().size();
    double[] parameters = new double[2 * size];
    Arrays.setAll(parameters, i -> i);
    Trained trained =
        new Trained(
            program,
            TrainingState.initial(program, parameters),
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of());
    folder.writeWeights(Protocol.PUBLISHED, Run.CASE_I, trained);
    Path second = parent.resolve("weights/published-caseI-1.safetensors");
    assertThat(parent.resolve("weights"))
        .isDirectoryContaining("glob:**/published-caseI-0.safetensors")
        .isDirectoryContaining("glob:**/published-caseI-1.safetensors")
        .isDirectoryNotContaining("glob:**-2.safetensors");
    assertThat(folder.weights(Protocol.PUBLISHED, Run.CASE_I, 1)).isEqualTo(second);
    assertThat(NetworkWeights.read(second, program.network(), Head.CLASSIFIER))
        .containsExactly(Arrays.copyOfRange(parameters, size, 2 * size));
  }

  @Test
  void anAutoencodersSecondLayerIsItsDecoder() {
    TrainingProgram program = Networks.program(Run.HELDOUT, Protocol.CORRECTED, 3, 10, 1);
    Trained trained =
        new Trained(
            program,
            TrainingState.initial(program, new double[program.network().parameters().size()]),
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of());
    RunFolder folder = new RunFolder(parent);
    folder.writeWeights(Protocol.CORRECTED, Run.HELDOUT, trained);
    assertThat(Safetensors.read(parent.resolve("weights/corrected-heldout-0.safetensors")))
        .extracting(NamedTensor::name)
        .contains("decoder.weight");
  }
}
