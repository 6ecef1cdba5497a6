@NullMarked
package dev.carryover.experiments.weights;

import org.jspecify.annotations.NullMarked;
