package io.pyforge.spi.storage;

import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Patterns of names, as in {@code *.csv}: {@code *} stands for any characters, {@code ?} for one
 * code point, everything else for itself.
 *
 * @since 1
 */
public final class NameGlob {
  private NameGlob() {}

  /** A pattern to be matched against a whole name. */
  public static Pattern of(String glob) {
    return compile(glob, 0);
  }

  /** The same for names whose case does not matter. */
  public static Pattern ignoringCase(String glob) {
    return compile(glob, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  private static Pattern compile(String glob, int flags) {
    IntFunction<String> part =
        c ->
            switch (c) {
              case '*' -> ".*";
              case '?' -> ".";
              default -> Pattern.quote(Character.toString(c));
            };
    String regex = glob.codePoints().mapToObj(part).collect(Collectors.joining());
    return Pattern.compile(regex, flags | Pattern.DOTALL);
  }
}
