package dev.carryover.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.carryover.data.Examples;
import dev.carryover.network.Activation;
import dev.carryover.network.DenseSpec;
import dev.carryover.network.NetworkSpec;
import dev.carryover.program.Loss;
import dev.carryover.program.Optimizer;
import dev.carryover.program.TrainingProgram;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TargetsTest {
  private static TrainingProgram program(int inputs, int outputs, Loss loss) {
    Activation last = loss == Loss.SOFTMAX_CROSS_ENTROPY ? Activation.SOFTMAX : Activation.IDENTITY;
    return TrainingProgram.of(
        NetworkSpec.of(new DenseSpec(inputs, outputs, last)), loss, new Optimizer.Sgd(), 0.1, 1, 1);
  }

  private static TrainingProgram program(int inputs, int outputs) {
    return program(inputs, outputs, Loss.SQUARED_ERROR);
  }

  private static Examples examples(int count, int features, float... values) {
    return new Examples(count, features, values.length == 0 ? new float[count * features] : values);
  }

  @Test
  void labelsAreCopied() {
    int[] given = {1, 0};
    Targets.Labels labels = new Targets.Labels(given);
    given[0] = 5;
    assertThat(labels.count()).isEqualTo(2);
    assertThat(labels.label(0)).isOne();
  }

  @Test
  void labelsFitOutputsThatTheyName() {
    Targets labels = new Targets.Labels(0, 2);
    assertThat(labels.requireFit(program(7, 3), examples(2, 7))).isSameAs(labels);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> labels.requireFit(program(7, 2), examples(2, 7)))
        .withMessage("label 2 of example 1 has none of the 2 outputs");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Targets.Labels(-1).requireFit(program(7, 2), examples(1, 7)))
        .withMessage("label -1 of example 0 has none of the 2 outputs");
  }

  @Test
  void everyExampleNeedsALabel() {
    Targets labels = new Targets.Labels(0, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> labels.requireFit(program(7, 2), examples(3, 7)))
        .withMessage("expected 3 labels, found 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> labels.requireFit(program(7, 2), examples(1, 7)))
        .withMessage("expected 1 labels, found 2");
  }

  @Test
  void inputsAreTargetsOfANetworkThatGivesAsManyAsItTakes() {
    Targets inputs = new Targets.Inputs();
    assertThat(inputs.requireFit(program(7, 7), examples(100, 7))).isSameAs(inputs);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> inputs.requireFit(program(7, 6), examples(100, 7)))
        .withMessage("a network that reconstructs needs as many outputs as inputs, found 6 and 7");
  }

  @Test
  void aCodeIsTheTargetOfANetworkThatGivesAsManyValues() {
    Targets code = new Targets.Code();
    assertThat(code.requireFit(greedy(4, Activation.RELU, 4), examples(1, 7))).isSameAs(code);
    assertThat(code.requireFit(program(7, 7), examples(1, 7))).isSameAs(code);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> code.requireFit(greedy(4, Activation.RELU, 7), examples(1, 7)))
        .withMessage(
            "a network that reconstructs a code needs as many outputs as the code has values,"
                + " found 7 and 4");
  }

  @Test
  void aCodeIsRefusedThatTheLossIsNotDefinedFor() {
    TrainingProgram squared = greedy(4, Activation.RELU, 4);
    TrainingProgram crossEntropy =
        new TrainingProgram(
            squared.network(),
            Loss.BINARY_CROSS_ENTROPY,
            squared.optimizer(),
            squared.learningRates(),
            1,
            squared.frozenLayers());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Targets.Code().requireFit(crossEntropy, examples(1, 7)))
        .withMessage("BINARY_CROSS_ENTROPY is not defined for every code of RELU");
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new Targets.Code()
                .requireFit(program(2, 2, Loss.SOFTMAX_CROSS_ENTROPY), examples(1, 2)))
        .withMessage(
            "SOFTMAX_CROSS_ENTROPY takes targets that sum to 1, those of example 0 sum to 0.0");
  }

  /** 7 inputs, a frozen layer that makes a code of them, and one that trains. */
  private static TrainingProgram greedy(int code, Activation activation, int outputs) {
    return TrainingProgram.of(
            NetworkSpec.of(
                new DenseSpec(7, code, activation),
                new DenseSpec(code, outputs, Activation.SIGMOID)),
            Loss.SQUARED_ERROR,
            new Optimizer.Sgd(),
            0.1,
            1,
            1)
        .withFrozen(Set.of(0));
  }

  @Test
  void valuesAreARowForEachExampleAndAValueForEachOutput() {
    Targets values = new Targets.Values(examples(2, 3));
    assertThat(values.requireFit(program(7, 3), examples(2, 7))).isSameAs(values);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> values.requireFit(program(7, 3), examples(1, 7)))
        .withMessage("expected targets of 1 examples by 3 outputs, found 2 by 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> values.requireFit(program(7, 2), examples(2, 7)))
        .withMessage("expected targets of 2 examples by 2 outputs, found 2 by 3");
  }

  @Test
  void whatTheLossIsNotDefinedForIsRefusedWhereverItComesFrom() {
    String message =
        "SOFTMAX_CROSS_ENTROPY takes targets that sum to 1, those of example 1 sum to 0.75";
    TrainingProgram program = program(2, 2, Loss.SOFTMAX_CROSS_ENTROPY);
    Examples rows = examples(2, 2, 0.5f, 0.5f, 0.5f, 0.25f);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Targets.Inputs().requireFit(program, rows))
        .withMessage(message);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Targets.Values(rows).requireFit(program, examples(2, 2)))
        .withMessage(message);
    new Targets.Labels(0, 1).requireFit(program, rows);
  }
}
