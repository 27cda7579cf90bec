/**
 * Conversions of real files compared with what other tools say the files hold. {@link
 * io.pyforge.core.corpus.CorpusRun} is the way in, one test class a format.
 */
@NullMarked
package io.pyforge.core.corpus;

import org.jspecify.annotations.NullMarked;
