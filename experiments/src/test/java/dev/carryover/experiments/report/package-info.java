@NullMarked
package dev.carryover.experiments.report;

import org.jspecify.annotations.NullMarked;
