@NullMarked
package dev.carryover.experiments.report.answer;

import org.jspecify.annotations.NullMarked;
