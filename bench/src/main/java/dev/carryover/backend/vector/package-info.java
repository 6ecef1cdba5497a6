/** The SIMD backend's kernels, timed from inside their package. */
@NullMarked
package dev.carryover.backend.vector;

import org.jspecify.annotations.NullMarked;
