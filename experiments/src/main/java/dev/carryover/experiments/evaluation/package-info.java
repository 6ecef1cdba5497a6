/** What a trained network is worth: errors, confusion, reconstruction. */
@NullMarked
package dev.carryover.experiments.evaluation;

import org.jspecify.annotations.NullMarked;
