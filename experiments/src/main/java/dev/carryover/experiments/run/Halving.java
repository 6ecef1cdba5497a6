package dev.carryover.experiments.run;

import dev.carryover.experiments.statistics.Summary;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Successive halving of a search's candidates (Karnin, Koren and Somekh 2013, <i>Almost optimal
 * exploration in multi-armed bandits</i>; Jamieson and Talwalkar 2016, <i>Non-stochastic best arm
 * identification and hyperparameter optimization</i>; with the rounds of Li et al. 2018,
 * <i>Hyperband</i>): of n candidates that train up to E epochs, all but the best ⌈n / η⌉ are
 * dropped after ⌊E / η<sup>s</sup>⌋ epochs, s = ⌊log<sub>η</sub> n⌋, then of those that are left
 * all but the best ⌈n' / η⌉ after ⌊E / η<sup>s−1</sup>⌋, and so on to ⌊E / η⌋.
 *
 * <p>Where replicas are enough for an interval, a candidate that is not among these is dropped only
 * if it is known to be worse: if the 95% interval of its difference from the best, replica by
 * replica from the same seeds, lies above 0. With fewer, its rank decides, as published. A
 * candidate of which a loss has ceased to be finite is always dropped.
 */
final class Halving {
  private final int factor;
  private final int candidates;
  private final int replicas;
  private final int epochs;

  /**
   * @param factor η, at least 2
   * @param candidates n
   * @param replicas of each candidate, one candidate's after another's
   * @param epochs E
   */
  Halving(int factor, int candidates, int replicas, int epochs) {
    this.factor = factor;
    this.candidates = candidates;
    this.replicas = replicas;
    this.epochs = epochs;
  }

  /** Whether candidates are dropped after so many epochs. */
  boolean isRung(int epochsDone) {
    long divisor = factor;
    while (divisor <= candidates) {
      if (epochsDone == epochs / divisor) {
        return true;
      }
      divisor *= factor;
    }
    return false;
  }

  /** Drops what is to be dropped, by the figures of the record that was made last. */
  void look(LockstepMember search) {
    List<Candidate> left =
        IntStream.range(0, candidates)
            .mapToObj(c -> candidate(search, c))
            .filter(candidate -> search.stop().dropped(candidate.first()).isEmpty())
            .toList();
    for (Candidate loser : losers(left)) {
      replicas(loser.first()).forEach(replica -> search.stop().drop(replica, search.epochsDone()));
    }
  }

  /** Those of the candidates that are left which are to be dropped. */
  List<Candidate> losers(List<Candidate> left) {
    List<Candidate> ranked =
        left.stream().sorted(Comparator.comparingDouble(Candidate::mean)).toList();
    int kept = Math.ceilDiv(ranked.size(), factor);
    return IntStream.range(0, ranked.size())
        .filter(rank ->
            !ranked.get(rank).isFinite()
                || (rank >= kept && !ranked.get(rank).mayEqual(ranked.getFirst())))
        .mapToObj(ranked::get)
        .toList();
  }

  private IntStream replicas(int first) {
    return IntStream.range(first, first + replicas);
  }

  private Candidate candidate(LockstepMember search, int number) {
    int first = number * replicas;
    boolean diverged = replicas(first).anyMatch(search.stop()::hasDiverged);
    return new Candidate(
        first,
        diverged
            ? List.of(Double.POSITIVE_INFINITY)
            : replicas(first).mapToObj(search::validation).toList());
  }

  /**
   * A candidate at a rung.
   *
   * @param first its first replica
   * @param values the figure of each of its replicas
   */
  record Candidate(int first, List<Double> values) {
    double mean() {
      return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    boolean isFinite() {
      return Double.isFinite(mean());
    }

    /** Whether it is not known to be worse than the best, whose mean is less. */
    boolean mayEqual(Candidate best) {
      return Summary.ofDifference(Summary.of(values), Summary.of(best.values))
          .interval()
          .filter(interval -> !(interval.low() > 0))
          .isPresent();
    }
  }
}
