/** What a run answers, in words that its intervals support. */
@NullMarked
package dev.carryover.experiments.report.answer;

import org.jspecify.annotations.NullMarked;
