@NullMarked
package dev.carryover.experiments.evaluation;

import org.jspecify.annotations.NullMarked;
