package dev.carryover.experiments.evaluation;

import java.util.List;
import java.util.Optional;

/**
 * All that one pass over a set measures of every replica.
 *
 * @param scores over the whole set
 * @param classScores class by class; of a class without examples, no score
 * @param classErrors the spread of squared errors within each class that has examples
 * @param confusion of classifiers
 */
public record SetFigures(
    Scores scores,
    List<Scores> classScores,
    List<ClassError> classErrors,
    Optional<Confusion> confusion) {
  /** Copies the lists. */
  public SetFigures {
    classScores = List.copyOf(classScores);
    classErrors = List.copyOf(classErrors);
  }
}
