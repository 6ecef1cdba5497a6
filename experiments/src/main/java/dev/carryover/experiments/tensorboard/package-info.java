/** Curves of a run that trains, for TensorBoard. */
@NullMarked
package dev.carryover.experiments.tensorboard;

import org.jspecify.annotations.NullMarked;
