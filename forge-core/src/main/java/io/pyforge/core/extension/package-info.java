/**
 * Plug-ins. {@link io.pyforge.core.extension.ExtensionRegistry} finds, loads and guards extensions;
 * their readers, writers, storages, engines and commands leave from there.
 */
@NullMarked
package io.pyforge.core.extension;

import org.jspecify.annotations.NullMarked;
