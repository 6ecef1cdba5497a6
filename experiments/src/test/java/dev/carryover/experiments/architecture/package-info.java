@NullMarked
package dev.carryover.experiments.architecture;

import org.jspecify.annotations.NullMarked;
