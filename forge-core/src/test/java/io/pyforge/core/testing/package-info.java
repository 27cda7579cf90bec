/** Read-back of outputs by other people's software, for the tests of every package. */
@NullMarked
package io.pyforge.core.testing;

import org.jspecify.annotations.NullMarked;
