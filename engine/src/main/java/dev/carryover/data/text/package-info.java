/** The text format of the paper's course. */
@NullMarked
package dev.carryover.data.text;

import org.jspecify.annotations.NullMarked;
