/** Where data sets are found: a folder, the user's cache, a mirror. */
@NullMarked
package dev.carryover.data.source;

import org.jspecify.annotations.NullMarked;
