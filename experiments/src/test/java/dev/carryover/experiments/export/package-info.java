@NullMarked
package dev.carryover.experiments.export;

import org.jspecify.annotations.NullMarked;
