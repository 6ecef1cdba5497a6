package dev.carryover.experiments.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carryover.experiments.evaluation.Scores;
import dev.carryover.experiments.plan.Metric;
import dev.carryover.experiments.plan.SetName;
import dev.carryover.experiments.plan.StopRule;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class EarlyStopTest {
  private static EarlyStop below() {
    return new EarlyStop(
        3,
        Optional.of(
            new StopRule(
                SetName.TEST,
                Metric.ERROR_SNAPPED,
                OptionalDouble.of(0.001),
                OptionalInt.empty())));
  }

  private static EarlyStop patience(int records) {
    return new EarlyStop(
        3,
        Optional.of(
            new StopRule(
                SetName.TEST,
                Metric.ERROR_SNAPPED,
                OptionalDouble.empty(),
                OptionalInt.of(records))));
  }

  private static Map<SetName, Scores> test(Double... errors) {
    return Map.of(SetName.TEST, new Scores(Map.of(Metric.ERROR_SNAPPED, List.of(errors))));
  }

  /** Two parameters of each replica; every value tells its moment, and its place. */
  private static double[] parameters(int moment) {
    double[] parameters = new double[6];
    Arrays.setAll(parameters, i -> 10 * moment + i);
    return parameters;
  }

  @Test
  void replicasStopAtTheThresholdAndBelowItOnceAndForAll() {
    EarlyStop stop = below();
    stop.look(test(0.001, Math.nextUp(0.001), 0.5), () -> parameters(1));
    assertThat(stop.training()).containsExactly(1, 2);
    stop.look(test(0.9, 0.002, 0.0), () -> parameters(1));
    assertThat(stop.training()).containsExactly(1);
    stop.look(test(0.9, -0.0, 0.9), () -> parameters(1));
    assertThat(stop.training()).isEmpty();
  }

  @Test
  void aStoppedReplicaKeepsTheParametersItHadAndTheOthersGoOn() {
    EarlyStop stop = below();
    stop.look(test(0.5, 0.0, 0.5), () -> parameters(1));
    stop.look(test(0.5, 0.0, 0.001), () -> parameters(2));
    double[] last = parameters(3);
    assertThat(stop.restore(last)).containsExactly(30, 31, 12, 13, 24, 25);
    assertThat(last).containsExactly(parameters(3));
  }

  @Test
  void whereNobodyStoppedParametersAreNotEvenAskedFor() {
    EarlyStop stop = below();
    stop.look(
        test(0.5, 0.5, Double.NaN), // no number is not below the threshold
        () -> {
          throw new AssertionError("asked for");
        });
    double[] last = parameters(2);
    assertThat(stop.restore(last)).isSameAs(last);
    assertThat(stop.training()).containsExactly(0, 1, 2);
  }

  @Test
  void withPatienceAReplicaStopsAfterSoManyRecordsWithoutANewLeast() {
    EarlyStop stop = patience(2);
    stop.look(test(0.5, 0.5, 0.5), () -> parameters(1));
    stop.look(test(0.4, 0.5, 0.6), () -> parameters(2));
    assertThat(stop.training()).containsExactly(0, 1, 2);
    stop.look(test(0.3, 0.6, 0.4), () -> parameters(3));
    assertThat(stop.training()).containsExactly(0, 2);
    stop.look(test(0.3, 0.0, 0.4), () -> parameters(4));
    assertThat(stop.restore(parameters(5))).containsExactly(30, 31, 12, 13, 34, 35);
  }

  @Test
  void withoutARuleNothingEverStops() {
    EarlyStop never = new EarlyStop(3, Optional.empty());
    never.look(test(0.0, 0.0, 0.0), () -> parameters(1));
    assertThat(never.training()).containsExactly(0, 1, 2);
  }
}
