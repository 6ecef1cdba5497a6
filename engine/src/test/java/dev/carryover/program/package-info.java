@NullMarked
package dev.carryover.program;

import org.jspecify.annotations.NullMarked;
