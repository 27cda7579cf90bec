/**
 * Conversions on this machine. A request enters {@link io.pyforge.core.engine.FallbackRunner},
 * which asks the engines in the order of {@link io.pyforge.core.engine.EngineSelector}; {@link
 * io.pyforge.core.engine.LocalEngine} is always the last.
 */
@NullMarked
package io.pyforge.core.engine;

import org.jspecify.annotations.NullMarked;
