@NullMarked
package dev.carryover.cluster;

import org.jspecify.annotations.NullMarked;
