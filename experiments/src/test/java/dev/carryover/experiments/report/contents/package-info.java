@NullMarked
package dev.carryover.experiments.report.contents;

import org.jspecify.annotations.NullMarked;
