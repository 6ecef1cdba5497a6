@NullMarked
package dev.carryover.architecture;

import org.jspecify.annotations.NullMarked;
