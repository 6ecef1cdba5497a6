/**
 * Examples, labels, data sets and their split, as values; and the files that they are read from.
 */
@NullMarked
package dev.carryover.data;

import org.jspecify.annotations.NullMarked;
