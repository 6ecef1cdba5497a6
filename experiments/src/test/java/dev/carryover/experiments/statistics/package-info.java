@NullMarked
package dev.carryover.experiments.statistics;

import org.jspecify.annotations.NullMarked;
