@NullMarked
package dev.carryover.experiments.report.section;

import org.jspecify.annotations.NullMarked;
