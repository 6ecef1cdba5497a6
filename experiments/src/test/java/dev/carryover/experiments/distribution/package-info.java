@NullMarked
package dev.carryover.experiments.distribution;

import org.jspecify.annotations.NullMarked;
