/**
 * Settings. Command line options are not here: this is what is in force when none is given. Start
 * with {@link io.pyforge.core.config.Settings}.
 */
@NullMarked
package io.pyforge.core.config;

import org.jspecify.annotations.NullMarked;
