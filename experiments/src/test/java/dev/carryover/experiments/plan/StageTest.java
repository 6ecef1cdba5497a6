package dev.carryover.experiments.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carryover.data.DataException;
import dev.carryover.experiments.plan.yaml.ExperimentFile;
import dev.carryover.network.Activation;
import dev.carryover.network.NetworkSpec;
import dev.carryover.program.Corruption;
import dev.carryover.program.TrainingProgram;
import dev.carryover.training.SeedSequence;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StageTest {
  private static final SeedSequence SEEDS = new SeedSequence(1);

  private static Stage stage(String keys) {
    return ExperimentFile.read(
            "test.yaml", "{key: t, stages: [{key: s, " + keys + "}]}", List.of(), List.of())
        .getFirst()
        .stages()
        .getFirst();
  }

  private static List<Integer> outputs(NetworkSpec network) {
    return network.layers().stream().map(layer -> layer.outputs()).toList();
  }

  @Test
  void aCodesAutoencoderMirrorsWhatIsNotFrozen() {
    Stage stage =
        stage(
            "objective: reconstructCode, frozen: 1,"
                + " architecture: {hidden: [500, 400, 300], activation: tanh}");
    NetworkSpec network = stage.network(784, 10);
    assertThat(network.inputs()).isEqualTo(784);
    assertThat(outputs(network)).containsExactly(500, 400, 300, 400, 500);
    assertThat(network.last().activation()).isEqualTo(Activation.TANH);
    assertThat(network.hasTiedLayers()).isFalse();
    assertThat(stage.program(784, 10, 2, SEEDS).frozenLayers()).isEqualTo(Set.of(0));
  }

  @Test
  void aTiedDecoderHasTheWeightsOfTheLayersThatItMirrors() {
    NetworkSpec code =
        stage(
                "objective: reconstructCode, frozen: 1, architecture: {hidden: [9, 8, 7], tied: true}")
            .network(20, 10);
    assertThat(code.weightOwner(3)).isEqualTo(2);
    assertThat(code.weightOwner(4)).isEqualTo(1);
    NetworkSpec whole =
        stage("objective: reconstruct, architecture: {hidden: [9, 8], tied: true}").network(20, 10);
    assertThat(whole)
        .isEqualTo(
            stage("objective: reconstruct, architecture: {hidden: [9, 8]}")
                .network(20, 10)
                .withTiedDecoder());
    assertThat(
            stage("objective: classify, architecture: {hidden: [9, 8], tied: true}")
                .network(20, 10)
                .hasTiedLayers())
        .isFalse();
  }

  @Test
  void everyReplicaIsCorruptedByASeedOfItsOwn() {
    TrainingProgram program =
        stage("objective: reconstruct, recipe: {corruption: 0.25, decay: 0.001}")
            .program(20, 10, 2, SEEDS);
    assertThat(program.weightDecays()).containsExactly(0.001, 0.001);
    assertThat(program.corruptions())
        .containsExactly(
            new Corruption(0.25, SEEDS.seed("corruption", 0)),
            new Corruption(0.25, SEEDS.seed("corruption", 1)))
        .doesNotHaveDuplicates();
    assertThat(stage("objective: reconstruct").program(20, 10, 2, SEEDS).corruptions())
        .containsOnly(Corruption.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "objective: reconstructCode, architecture: {hidden: [9, 8]} | frozen: expected 1 to 1 of the 2"
            + " hidden layers, which make the code, found 0",
        "objective: reconstructCode, frozen: 1 | frozen: expected hidden layers of which one is"
            + " frozen, to have a code, and one trains, found 1",
        "objective: reconstruct, frozen: 1, architecture: {tied: true} | frozen: expected 0, as the"
            + " decoder is tied to what would be frozen, found 1",
        "objective: classify, frozen: 2 | frozen: expected 0 to 1 of the network's 2 layers, found 2",
        "objective: reconstruct, recipe: {corruption: 1} | recipe.corruption: expected a fraction of"
            + " at least 0 and less than 1, found 1.0",
        "objective: reconstruct, recipe: {decay: -1} | recipe.decay: expected a finite number of at"
            + " least 0, found -1.0",
        "objective: reconstructCode, frozen: 1, architecture: {hidden: [9, 8]}, recipe: {loss:"
            + " binaryCrossEntropy} | recipe.loss: expected a loss that is defined for codes of RELU,"
            + " found BINARY_CROSS_ENTROPY",
        "objective: classify, start: {initializer: principalComponents} | start.initializer: expected"
            + " principalComponents only with objective: reconstruct (others start from such a"
            + " stage), found CLASSIFY",
        "objective: reconstruct, start: {initializer: principalComponents} | architecture: expected"
            + " activation: identity and output: identity, as principalComponents needs, found RELU",
        "objective: reconstruct, start: {initializer: principalComponents}, architecture: {activation:"
            + " identity} | architecture: expected activation: identity and output: identity, as"
            + " principalComponents needs, found SIGMOID",
        "objective: reconstruct, start: {initializer: principalComponents}, architecture: {hidden:"
            + " [9, 8], activation: identity, output: identity} | architecture.hidden: expected one"
            + " layer, a unit for each principal component, found [9, 8]",
        "objective: reconstruct, start: {initializer: principalComponents}, train: {perClass: 3},"
            + " architecture: {activation: identity, output: identity} | train.perClass: expected no"
            + " draw for each replica, as all have the same principalComponents, found 3",
        "objective: classify, recipe: {epochs: -1} | recipe.epochs: expected at least 0, found -1"
      })
  void whatCannotBeIsRefused(String keys, String message) {
    assertThatThrownBy(() -> stage(keys))
        .isInstanceOf(DataException.class)
        .hasMessage("test.yaml, line 1: stages.s." + message);
  }
}
