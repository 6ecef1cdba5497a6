@NullMarked
package dev.carryover.network;

import org.jspecify.annotations.NullMarked;
