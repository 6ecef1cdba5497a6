/** Products, functions and threads of the SIMD backend. */
@NullMarked
package dev.carryover.backend.vector;

import org.jspecify.annotations.NullMarked;
