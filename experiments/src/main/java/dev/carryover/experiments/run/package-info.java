/** Runs experiments: stages in their order, parameters carried between them, what is measured. */
@NullMarked
package dev.carryover.experiments.run;

import org.jspecify.annotations.NullMarked;
