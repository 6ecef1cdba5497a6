/**
 * Networks as values: dense layers in a chain, and where each of their parameters lies in memory.
 */
@NullMarked
package dev.carryover.network;

import org.jspecify.annotations.NullMarked;
