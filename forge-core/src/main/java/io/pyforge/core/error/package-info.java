/**
 * The wording of failures. Texts users read are made in one place, so that tone and facts can be
 * reviewed together.
 */
@NullMarked
package io.pyforge.core.error;

import org.jspecify.annotations.NullMarked;
