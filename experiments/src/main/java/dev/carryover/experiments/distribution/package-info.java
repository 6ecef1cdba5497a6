/** The program as a file to give away. */
@NullMarked
package dev.carryover.experiments.distribution;

import org.jspecify.annotations.NullMarked;
