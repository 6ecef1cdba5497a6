@NullMarked
package dev.carryover.backend.vector;

import org.jspecify.annotations.NullMarked;
