@NullMarked
package dev.carryover.experiments.cli;

import org.jspecify.annotations.NullMarked;
