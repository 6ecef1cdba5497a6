@NullMarked
package dev.carryover.examples;

import org.jspecify.annotations.NullMarked;
