/** Run folders: results, history, provenance, weights, each written whole or not at all. */
@NullMarked
package dev.carryover.experiments.record;

import org.jspecify.annotations.NullMarked;
