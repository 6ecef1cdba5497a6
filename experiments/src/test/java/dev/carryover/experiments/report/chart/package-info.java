@NullMarked
package dev.carryover.experiments.report.chart;

import org.jspecify.annotations.NullMarked;
