@NullMarked
package dev.carryover.experiments.papers;

import org.jspecify.annotations.NullMarked;
