/**
 * What the facade's questions answer: immutable records that the command line prints, and the JSON
 * forms of requests and results.
 */
@NullMarked
package io.pyforge.core.report;

import org.jspecify.annotations.NullMarked;
