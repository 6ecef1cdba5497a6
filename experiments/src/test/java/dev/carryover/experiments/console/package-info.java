@NullMarked
package dev.carryover.experiments.console;

import org.jspecify.annotations.NullMarked;
