/**
 * Conversions of real files compared with what other tools say the files hold. {@link
 * io.pyforge.core.corpus.CorpusTest} is the way in.
 */
@NullMarked
package io.pyforge.core.corpus;

import org.jspecify.annotations.NullMarked;
