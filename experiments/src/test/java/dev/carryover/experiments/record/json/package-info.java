@NullMarked
package dev.carryover.experiments.record.json;

import org.jspecify.annotations.NullMarked;
