/** JSON trees as records, everything checked before anything is used. */
@NullMarked
package dev.carryover.experiments.record.json;

import org.jspecify.annotations.NullMarked;
