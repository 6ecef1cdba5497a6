/** Experiment files: how plans are read from YAML and written to it, and what each key means. */
@NullMarked
package dev.carryover.experiments.plan.yaml;

import org.jspecify.annotations.NullMarked;
