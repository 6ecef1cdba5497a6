/** Deeplearning4j at the benchmarks' work. */
@NullMarked
package dev.carryover.bench.peers;

import org.jspecify.annotations.NullMarked;
