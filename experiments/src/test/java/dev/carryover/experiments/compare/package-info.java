@NullMarked
package dev.carryover.experiments.compare;

import org.jspecify.annotations.NullMarked;
