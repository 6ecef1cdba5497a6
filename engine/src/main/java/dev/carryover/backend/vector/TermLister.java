package dev.carryover.backend.vector;

/** One thread's part in listing what is not 0 in a batch: all terms of some examples. */
final class TermLister {
  private final BatchTerms terms;

  /** How many examples each list of examples has so far. */
  private final int[] examples;

  TermLister(BatchTerms terms) {
    this.terms = terms;
    examples = new int[terms.examples(0).lists()];
  }

  /**
   * Lists some groups of a step's examples.
   *
   * @param blocks all examples
   * @param indices which of them the batch has
   * @param x the batch by example
   * @param count how many examples it has
   */
  void list(int step, Blocks blocks, int[] indices, Panels x, int count, Span groups) {
    terms.features().list(x, groups);
    int from = groups.from() * ListedRows.ROWS;
    int to = Math.min(groups.to() * ListedRows.ROWS, count);
    terms.examples(step).list(blocks, indices, new Span(from, to), examples);
    if (from < to && to == count) {
      terms.examples(step).end(examples);
    }
  }
}
