/** Seeds, initial parameters, batch orders and the loop over epochs. */
@NullMarked
package dev.carryover.training;

import org.jspecify.annotations.NullMarked;
