/** Examples and labels, and where they come from. */
@NullMarked
package dev.carryover.data;

import org.jspecify.annotations.NullMarked;
