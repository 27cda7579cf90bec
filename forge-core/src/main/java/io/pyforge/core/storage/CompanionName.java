package io.pyforge.core.storage;

/** Names of files that belong together: the same but for the suffix. */
final class CompanionName {
  private CompanionName() {}

  /**
   * Whether {@code candidate} is {@code name} with another suffix; letter case does not matter,
   * because such files come from systems where it does not.
   */
  static boolean is(String candidate, String name, String suffix) {
    int dot = name.lastIndexOf('.');
    String stem = dot < 0 ? name : name.substring(0, dot);
    return candidate.equalsIgnoreCase(stem + "." + suffix);
  }
}
