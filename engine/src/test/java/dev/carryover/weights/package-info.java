@NullMarked
package dev.carryover.weights;

import org.jspecify.annotations.NullMarked;
