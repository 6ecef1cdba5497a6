/** The IDX format of MNIST and its relatives. */
@NullMarked
package dev.carryover.data.idx;

import org.jspecify.annotations.NullMarked;
