/** Figures that draw themselves, their colours and lettering, as SVG and PNG. */
@NullMarked
package dev.carryover.experiments.report.figure;

import org.jspecify.annotations.NullMarked;
