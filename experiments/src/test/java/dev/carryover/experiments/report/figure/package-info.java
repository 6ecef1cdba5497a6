@NullMarked
package dev.carryover.experiments.report.figure;

import org.jspecify.annotations.NullMarked;
