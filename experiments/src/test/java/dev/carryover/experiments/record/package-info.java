@NullMarked
package dev.carryover.experiments.record;

import org.jspecify.annotations.NullMarked;
