/** Carryover's engine as a library: each class is a program of its own, of a screen. */
@NullMarked
package dev.carryover.examples;

import org.jspecify.annotations.NullMarked;
