/** Fuzzing by mutation: sound inputs are damaged at random, and the readers must stand it. */
@NullMarked
package dev.carryover.fuzz;

import org.jspecify.annotations.NullMarked;
