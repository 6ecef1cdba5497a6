/** What a run's folder holds, as the report reads it. */
@NullMarked
package dev.carryover.experiments.report.contents;

import org.jspecify.annotations.NullMarked;
