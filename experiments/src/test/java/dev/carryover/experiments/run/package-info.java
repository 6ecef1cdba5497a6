@NullMarked
package dev.carryover.experiments.run;

import org.jspecify.annotations.NullMarked;
