/** Charts, matrices and grids of pictures as figures. */
@NullMarked
package dev.carryover.experiments.report.chart;

import org.jspecify.annotations.NullMarked;
