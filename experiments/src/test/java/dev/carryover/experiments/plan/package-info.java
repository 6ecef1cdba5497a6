@NullMarked
package dev.carryover.experiments.plan;

import org.jspecify.annotations.NullMarked;
