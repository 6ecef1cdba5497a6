/**
 * The built-in papers: their experiments and published figures as resources, and what only a paper
 * needs as code. Nothing else knows a paper.
 */
@NullMarked
package dev.carryover.experiments.papers;

import org.jspecify.annotations.NullMarked;
