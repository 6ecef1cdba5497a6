/**
 * What a report is made of: sections, tables, figures' places, and how numbers and things are
 * written.
 */
@NullMarked
package dev.carryover.experiments.report.document;

import org.jspecify.annotations.NullMarked;
