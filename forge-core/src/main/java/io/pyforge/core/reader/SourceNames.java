package io.pyforge.core.reader;

import java.util.Locale;

/** What the name of a source tells. Suffixes of compressions are taken off before. */
public final class SourceNames {
  private SourceNames() {}

  /** The name without its suffix, after which a table is called. */
  public static String stem(String name) {
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  /** What stands after the last dot, in lower case, or empty. */
  public static String suffix(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
  }
}
