package dev.carryover.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carryover.backend.BackendException;
import dev.carryover.backend.Backends;
import dev.carryover.backend.Session;
import dev.carryover.backend.Targets;
import dev.carryover.backend.TrainingState;
import dev.carryover.data.Examples;
import dev.carryover.network.Activation;
import dev.carryover.network.DenseSpec;
import dev.carryover.network.NetworkSpec;
import dev.carryover.program.BatchOrder;
import dev.carryover.program.Loss;
import dev.carryover.program.Optimizer;
import dev.carryover.program.TrainingProgram;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EpochLoopTest {
  private static final SeedSequence SEEDS = new SeedSequence(3);
  private static final Examples EXAMPLES = new Examples(4, 1, new float[] {0, 0.25f, 0.5f, 1});

  /** Two replicas of a line through the examples, at a rate. */
  private static Session session(double rate) {
    NetworkSpec network = NetworkSpec.of(new DenseSpec(1, 1, Activation.IDENTITY));
    TrainingProgram program =
        TrainingProgram.of(network, Loss.SQUARED_ERROR, new Optimizer.Sgd(), rate, 2, 2);
    Backends.Choice choice = Backends.require("ejml");
    Session session = choice.backend().compile(program, choice.device());
    session.bind(EXAMPLES, new Targets.Inputs());
    session.load(TrainingState.initial(program, new Initializer.Normal(1).draw(network, 2, SEEDS)));
    return session;
  }

  private static Shuffle shuffle() {
    return new Shuffle(4, 2, Shuffle.Policy.EVERY_EPOCH, SEEDS);
  }

  @Test
  void trainsAsManyEpochsAsAskedForAndReportsEach() {
    List<Integer> heard = new ArrayList<>();
    List<Double> losses = new ArrayList<>();
    try (Session session = session(0.5)) {
      double seconds =
          EpochLoop.run(
              session,
              shuffle(),
              0,
              5,
              (done, loss, soFar) -> {
                heard.add(done);
                losses.add(loss[1]);
                return true;
              });
      assertThat(seconds).isPositive();
      assertThat(session.state().steps(0)).isEqualTo(10);
    }
    assertThat(heard).containsExactly(1, 2, 3, 4, 5);
    assertThat(losses.getLast()).isLessThan(losses.getFirst());
  }

  @Test
  void endsWhenTheListenerWantsNoMore() {
    try (Session session = session(0.5)) {
      EpochLoop.run(session, shuffle(), 0, 100, (done, losses, seconds) -> done < 3);
      assertThat(session.state().steps(0)).isEqualTo(6);
    }
  }

  @Test
  void goesOnFromALaterEpochToTheSameBits() {
    try (Session whole = session(0.5);
        Session parts = session(0.5)) {
      EpochLoop.run(whole, shuffle(), 0, 5, (done, losses, seconds) -> true);
      EpochLoop.run(parts, shuffle(), 0, 2, (done, losses, seconds) -> true);
      List<Integer> heard = new ArrayList<>();
      EpochLoop.run(parts, shuffle(), 2, 5, (done, losses, seconds) -> heard.add(done));
      assertThat(heard).containsExactly(3, 4, 5);
      assertThat(parts.state().parameters()).containsExactly(whole.state().parameters());
    }
  }

  @Test
  void aLossThatIsNoLongerFiniteEndsIt() {
    try (Session session = session(1e30)) {
      assertThatThrownBy(
              () -> EpochLoop.run(session, shuffle(), 0, 50, (done, losses, seconds) -> true))
          .isInstanceOf(BackendException.class)
          .hasMessageContaining("expected a finite loss, found ")
          .hasMessageContaining("in replica 0 after epoch ");
    }
  }

  @Test
  void ordersWithinPartsVisitThosePartsAlone() {
    int[][] parts = {{7, 5, 3, 1}, {0, 2, 4, 6}};
    BatchOrder whole = shuffle().epoch(2);
    BatchOrder within = shuffle().within(parts).epoch(2);
    for (int r = 0; r < 2; r++) {
      for (int i = 0; i < 4; i++) {
        assertThat(within.index(r, i)).isEqualTo(parts[r][whole.index(r, i)]);
      }
    }
  }

  @Test
  void trainingReturnsTheLossesOfEveryEpoch() {
    List<double[]> heard = new ArrayList<>();
    try (Session session = session(0.5)) {
      EpochLoop.run(session, shuffle(), 0, 3, (done, losses, seconds) -> heard.add(losses));
    }
    try (Session session = session(0.5)) {
      assertThat(EpochLoop.train(session, shuffle(), 3))
          .isDeepEqualTo(heard.toArray(double[][]::new));
      assertThat(session.state().steps(1)).isEqualTo(6);
    }
  }

  @Test
  void trainingEndsWhereALossIsNotFinite() {
    try (Session session = session(1e30)) {
      assertThatThrownBy(() -> EpochLoop.train(session, shuffle(), 50))
          .isInstanceOf(BackendException.class)
          .hasMessageStartingWith("expected a finite loss, found ");
    }
  }
}
