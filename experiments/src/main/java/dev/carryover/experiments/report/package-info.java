/** A run's report: figures, tables, findings, drawn from its folder alone. */
@NullMarked
package dev.carryover.experiments.report;

import org.jspecify.annotations.NullMarked;
