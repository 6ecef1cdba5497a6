package dev.carryover.experiments.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carryover.backend.BackendException;
import dev.carryover.backend.Session;
import dev.carryover.backend.TrainingState;
import dev.carryover.data.Split;
import dev.carryover.experiments.evaluation.Evaluation;
import dev.carryover.experiments.evaluation.EvaluationSet;
import dev.carryover.experiments.evaluation.Outputs;
import dev.carryover.network.ParameterLayout;
import dev.carryover.network.ParameterLayout.Tensor;
import dev.carryover.program.TrainingProgram;
import dev.carryover.training.Initializer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TransferTest {
  private static final int R = 2;
  private static final Split SPLIT = TinyDigits.split();
  private static final ParameterLayout FROM = Networks.autoencoder(TinyDigits.PIXELS).parameters();

  private final RecordedRun recorded = new RecordedRun();
  private final Setup setup = TinyDigits.setup(SPLIT, R, 3, recorded);

  /** Autoencoders whose every value, biases included, is another one. */
  private static TrainingState autoencoders() {
    double[] parameters = new double[R * FROM.size()];
    Arrays.setAll(parameters, i -> Math.sin(i) / 10);
    return new TrainingState(parameters, List.of(new double[parameters.length]), 0);
  }

  private static double[] part(double[] parameters, ParameterLayout layout, int r, Tensor tensor) {
    int from = r * layout.size() + tensor.offset();
    return Arrays.copyOfRange(parameters, from, from + tensor.size());
  }

  private static double[] part(Trained trained, int r, Tensor tensor) {
    return part(trained.state().parameters(), trained.program().network().parameters(), r, tensor);
  }

  @ParameterizedTest
  @EnumSource
  void theEncoderIsCarriedReplicaByReplicaAndItsBiasOnlyUnderTheCorrectedProtocol(
      Protocol protocol) {
    TrainingState autoencoders = autoencoders();
    Trained caseI = Transfer.run(setup, protocol, autoencoders).caseI();
    ParameterLayout to = caseI.program().network().parameters();
    for (int r = 0; r < R; r++) {
      // Frozen, so after training it is still what was carried over.
      assertThat(part(caseI, r, to.weight(0)))
          .containsExactly(part(autoencoders.parameters(), FROM, r, FROM.weight(0)));
      if (protocol == Protocol.CORRECTED) {
        assertThat(part(caseI, r, to.bias(0)))
            .containsExactly(part(autoencoders.parameters(), FROM, r, FROM.bias(0)));
      } else {
        assertThat(part(caseI, r, to.bias(0))).containsOnly(0.0);
      }
    }
    assertThat(autoencoders.parameters()).containsExactly(autoencoders().parameters());
  }

  @ParameterizedTest
  @EnumSource
  void bothCasesStartAlikeAndOnlyCaseIITrainsItsEncoder(Protocol protocol) {
    Transfer transfer = Transfer.run(setup, protocol, autoencoders());
    assertThat(transfer.caseI().initialScores()).isEqualTo(transfer.caseII().initialScores());
    assertThat(transfer.baseline().initialScores()).isNotEqualTo(transfer.caseI().initialScores());
    ParameterLayout to = transfer.caseII().program().network().parameters();
    for (Tensor tensor : to.tensors()) {
      double[] one = part(transfer.caseI(), 0, tensor);
      assertThat(part(transfer.caseII(), 0, tensor)).as(tensor.toString()).isNotEqualTo(one);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theOutputLayersStartFromTheSameDrawsInAllThreeWays(Protocol protocol) {
    double[] fresh =
        new Initializer.Normal(0.01)
            .draw(Networks.classifier(TinyDigits.PIXELS, 10, protocol), R, setup.seeds());
    Setup still = TinyDigits.setup(SPLIT, R, 1, recorded);
    Transfer transfer = Transfer.run(still, protocol, autoencoders());
    for (Trained trained : List.of(transfer.caseI(), transfer.caseII(), transfer.baseline())) {
      ParameterLayout layout = trained.program().network().parameters();
      for (int r = 0; r < R; r++) {
        double[] start = part(fresh, layout, r, layout.weight(1));
        double[] end = part(trained, r, layout.weight(1));
        double change = 0;
        for (int i = 0; i < start.length; i++) {
          change = Math.max(change, Math.abs(end[i] - start[i]));
        }
        // Three averaged steps at rate 0.01 move a weight by far less than two draws differ.
        assertThat(change).isPositive().isLessThan(0.005);
      }
    }
  }

  @Test
  void thePaperMeasuresCaseIWithTheEncoderOfCaseII() {
    Transfer transfer = Transfer.run(setup, Protocol.PUBLISHED, autoencoders());
    TrainingProgram program = transfer.caseI().program();
    ParameterLayout layout = program.network().parameters();
    double[] mixed = transfer.caseI().state().parameters().clone();
    for (int r = 0; r < R; r++) {
      double[] weights = part(transfer.caseII(), r, layout.weight(0));
      System.arraycopy(weights, 0, mixed, r * layout.size(), weights.length);
    }
    try (Session session = setup.choice().backend().compile(program, setup.choice().device())) {
      session.load(TrainingState.initial(program, mixed));
      EvaluationSet test = new EvaluationSet("test", SPLIT.test());
      assertThat(transfer.caseIAfterCaseII().get("test"))
          .isEqualTo(
              new Evaluation(R, 10, false)
                  .scores(session, test, List.of(Outputs.RAW, Outputs.SNAPPED)))
          .isNotEqualTo(transfer.caseI().finalScores().get("test"));
    }
    assertThat(transfer.caseIAfterCaseII()).containsOnlyKeys("train", "test");
  }

  @Test
  void onlyTheCorrectedProtocolMeasuresTheFullTestFileAndNothingIsOverwritten() {
    Transfer corrected = Transfer.run(setup, Protocol.CORRECTED, autoencoders());
    assertThat(corrected.caseIAfterCaseII()).isEmpty();
    assertThat(corrected.baseline().finalScores()).containsOnlyKeys("train", "test", "fullTest");
    assertThat(corrected.baseline().confusion()).containsOnlyKeys("train", "test", "fullTest");
    assertThat(Transfer.run(setup, Protocol.PUBLISHED, autoencoders()).baseline().finalScores())
        .containsOnlyKeys("train", "test");
  }

  @Test
  void aRunEndsForGoodWhenEveryReplicaHasStopped() {
    // Every image is a 0: after an epoch the baseline knows nothing else.
    Setup easy = TinyDigits.setup(TinyDigits.split(i -> 0), R, 30, recorded);
    Transfer transfer = Transfer.run(easy, Protocol.PUBLISHED, autoencoders());
    List<RecordedRun.Entry> baseline =
        recorded.records.stream().filter(r -> r.stage().run() == Run.BASELINE).toList();
    assertThat(baseline).extracting(RecordedRun.Entry::epochsDone).containsExactly(0, 1);
    assertThat(transfer.baseline().state().steps(0)).isEqualTo(3); // ⌈70 / 32⌉
    // Case I and II watch the squared error, which is not that small yet.
    assertThat(transfer.caseI().state().steps(0)).isEqualTo(30 * 3);
    assertThat(recorded.finished).isEqualTo(3);
  }

  @Test
  void theCorrectedProtocolStopsForNothing() {
    Setup easy = TinyDigits.setup(TinyDigits.split(i -> 0), R, 12, recorded);
    Transfer transfer = Transfer.run(easy, Protocol.CORRECTED, autoencoders());
    assertThat(transfer.baseline().state().steps(0)).isEqualTo(12 * 3);
  }

  @Test
  void aLossThatIsNoNumberEndsTheRunAndNamesTheReplica() {
    TrainingState broken = autoencoders();
    broken.parameters()[FROM.size() + 7] = Double.NaN;
    assertThatExceptionOfType(BackendException.class)
        .isThrownBy(() -> Transfer.run(setup, Protocol.PUBLISHED, broken))
        .withMessage(
            "published, Case I on ejml: expected a finite loss, found NaN in replica 1 after"
                + " epoch 1");
  }

  @Test
  void theSameSeedGivesTheSameBitsAndAReplicaDoesNotDependOnHowManyThereAre() {
    Transfer first = Transfer.run(setup, Protocol.CORRECTED, autoencoders());
    Transfer again = Transfer.run(setup, Protocol.CORRECTED, autoencoders());
    assertThat(again.caseII().state().parameters())
        .containsExactly(first.caseII().state().parameters());
    double[] alone = Arrays.copyOf(autoencoders().parameters(), FROM.size());
    Transfer one =
        Transfer.run(
            TinyDigits.setup(SPLIT, 1, 3, recorded),
            Protocol.CORRECTED,
            new TrainingState(alone, List.of(new double[alone.length]), 0));
    assertThat(first.caseII().state().parameters()).startsWith(one.caseII().state().parameters());
  }
}
