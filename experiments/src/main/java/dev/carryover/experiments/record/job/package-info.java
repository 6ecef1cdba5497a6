/** Jobs: what came of each experiment of a run, and from where an interrupted one goes on. */
@NullMarked
package dev.carryover.experiments.record.job;

import org.jspecify.annotations.NullMarked;
