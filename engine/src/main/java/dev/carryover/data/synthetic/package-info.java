/** Digits that are drawn, for when real ones cannot be had. */
@NullMarked
package dev.carryover.data.synthetic;

import org.jspecify.annotations.NullMarked;
