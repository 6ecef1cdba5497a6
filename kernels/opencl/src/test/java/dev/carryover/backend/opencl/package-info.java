@NullMarked
package dev.carryover.backend.opencl;

import org.jspecify.annotations.NullMarked;
