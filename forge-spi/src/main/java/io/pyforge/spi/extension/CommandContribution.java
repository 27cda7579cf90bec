package io.pyforge.spi.extension;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A command that an extension adds to the command line.
 *
 * @param name the command's name; a built-in name is refused
 * @param command an object with picocli annotations; typed {@code Object} so that this module stays
 *     free of picocli
 * @param builtIns built-in commands that are to be found under this one as well: the name there,
 *     and the name of the built-in command; shown in their order
 * @since 1
 */
public record CommandContribution(String name, Object command, Map<String, String> builtIns) {
  /** Takes a copy. */
  public CommandContribution {
    // The help shows them in this order, which Map.copyOf would not keep.
    builtIns = Collections.unmodifiableMap(new LinkedHashMap<>(builtIns));
  }

  /** A command without built-in ones under it. */
  public CommandContribution(String name, Object command) {
    this(name, command, Map.of());
  }
}
