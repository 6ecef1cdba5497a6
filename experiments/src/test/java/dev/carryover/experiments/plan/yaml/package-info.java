@NullMarked
package dev.carryover.experiments.plan.yaml;

import org.jspecify.annotations.NullMarked;
