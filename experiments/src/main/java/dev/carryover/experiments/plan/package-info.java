/**
 * Experiments as values: what is trained, on what, from where its parameters come, what is
 * measured. Values only; {@code run} runs them, {@code plan.yaml} reads and writes them.
 */
@NullMarked
package dev.carryover.experiments.plan;

import org.jspecify.annotations.NullMarked;
