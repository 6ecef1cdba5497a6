/** A run's networks as files for other tools. */
@NullMarked
package dev.carryover.experiments.export;

import org.jspecify.annotations.NullMarked;
