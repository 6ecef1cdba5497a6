/** What a person sees while an experiment runs, and after it. */
@NullMarked
package dev.carryover.experiments.console;

import org.jspecify.annotations.NullMarked;
