@NullMarked
package dev.carryover.training;

import org.jspecify.annotations.NullMarked;
