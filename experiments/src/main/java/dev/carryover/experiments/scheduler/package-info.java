/** What runs a run's jobs outside of this process: what it is given, and what it hands back. */
@NullMarked
package dev.carryover.experiments.scheduler;

import org.jspecify.annotations.NullMarked;
