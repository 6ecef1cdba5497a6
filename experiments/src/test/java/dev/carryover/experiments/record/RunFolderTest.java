package dev.carryover.experiments.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carryover.backend.TrainingState;
import dev.carryover.data.DataException;
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
  void aNewFolderIsMadeAndAnEmptyOneTaken() throws IOException {
    Path deep = parent.resolve("a/b");
    assertThat(RunFolder.createAt(deep).path()).isEqualTo(deep).isDirectory();
    assertThat(RunFolder.createAt(deep).path()).isEqualTo(deep);
  }

  @Test
  void aFolderWithSomethingInItIsRefusedAndStaysAsItIs() throws IOException {
    Path folder = Files.createDirectories(parent.resolve("full"));
    Path precious = Files.writeString(folder.resolve("run.json"), "precious");
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> RunFolder.createAt(folder))
        .withMessage("--out: expected a new or empty folder, found something in " + folder);
    assertThat(precious).hasContent("precious");
  }

  @Test
  void aFileIsRefused() throws IOException {
    Path file = Files.writeString(parent.resolve("file"), "kept");
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> RunFolder.createAt(file))
        .withMessage("--out: expected a new or empty folder, found something in " + file);
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> RunFolder.createAt(file.resolve("below")))
        .withMessageStartingWith("--out: expected a place where a folder can be made, found ")
        .withMessageContaining("below");
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
