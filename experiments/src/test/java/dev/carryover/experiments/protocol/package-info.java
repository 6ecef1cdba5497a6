@NullMarked
package dev.carryover.experiments.protocol;

import org.jspecify.annotations.NullMarked;
