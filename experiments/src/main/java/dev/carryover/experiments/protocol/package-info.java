/** The paper's experiments under the two protocols, from training to results. */
@NullMarked
package dev.carryover.experiments.protocol;

import org.jspecify.annotations.NullMarked;
