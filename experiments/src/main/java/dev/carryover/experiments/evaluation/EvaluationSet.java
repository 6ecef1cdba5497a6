package dev.carryover.experiments.evaluation;

import dev.carryover.data.LabeledExamples;
import dev.carryover.experiments.plan.SetName;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Examples to measure networks on.
 *
 * @param name what the records call it
 * @param examples all of them
 * @param members for each replica the examples that count for it; empty: all count for every
 *     replica
 */
public record EvaluationSet(
    SetName name, LabeledExamples examples, Optional<List<BitSet>> members) {

  /** Examples that all count for every replica. */
  public EvaluationSet(SetName name, LabeledExamples examples) {
    this(name, examples, Optional.empty());
  }

  /** Whether an example counts for a replica. */
  boolean counts(int replica, int example) {
    return members.isEmpty() || members.get().get(replica).get(example);
  }
}
