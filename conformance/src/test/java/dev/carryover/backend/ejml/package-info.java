@NullMarked
package dev.carryover.backend.ejml;

import org.jspecify.annotations.NullMarked;
