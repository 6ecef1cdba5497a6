@NullMarked
package dev.carryover.backend;

import org.jspecify.annotations.NullMarked;
