package dev.carryover.backend.vector;

import java.lang.foreign.Arena;

/**
 * What is not 0 in a batch, listed for the first layer's two products: the features of every four
 * examples for z[b][o] = Σ_i x[b][i] · w[i][o], and the examples of every four features for
 * dw[i][o] = Σ_b x[b][i] · dz[b][o]. Each thread of a team has its own.
 *
 * <p>The terms that are left out change no bit. A sum starts at +0 and takes its terms in the order
 * of its index. A product with ±0 is ±0; added to a sum that is not 0 it changes nothing, and added
 * to +0 it leaves +0, whatever its own sign, for only −0 + −0 is −0. So a sum of such terms stays
 * +0, as if none had been added, and never becomes −0: terms that cancel each other leave +0 as
 * well. Two things would show, and neither in a training that works. A product that is too small
 * even for a subnormal number rounds to −0 where it is negative; a left-out +0 after it would have
 * made the sum's 0 positive, and what adds this sum to anything but −0 gets the same. And 0 · ∞ is
 * NaN: where a factor is no longer finite, the terms that are listed carry that into the loss.
 */
final class BatchTerms {
  private final FeatureTerms features;
  private final ExampleTerms[] examples;

  /**
   * Room for batches of up to {@code batchSize} examples.
   *
   * @param terms I + 1; 0 where none is listed
   */
  BatchTerms(int terms, int batchSize, Arena arena) {
    features = new FeatureTerms(terms, batchSize, arena);
    examples =
        new ExampleTerms[] {
          new ExampleTerms(terms, batchSize, arena), new ExampleTerms(terms, batchSize, arena)
        };
  }

  /**
   * Lists a step's batch.
   *
   * @param all all examples
   * @param indices which of them the batch has
   * @param count how many
   * @param x the batch by example
   */
  void list(int step, Blocks all, int[] indices, int count, Panels x) {
    features.list(x, count);
    examples(step).list(all, indices, count);
  }

  /** A list for every four examples. */
  FeatureTerms features() {
    return features;
  }

  /** A list for every four features; kept until the step after the next one is listed. */
  ExampleTerms examples(int step) {
    return examples[step & 1];
  }
}
