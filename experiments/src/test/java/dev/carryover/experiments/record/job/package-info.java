@NullMarked
package dev.carryover.experiments.record.job;

import org.jspecify.annotations.NullMarked;
