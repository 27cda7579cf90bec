package io.pyforge.databricks.transfer;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Chooses files by patterns over their paths below the folder that is copied: {@code *} and {@code
 * ?} within a name, {@code **} over folders. A pattern without a slash is about the last part,
 * wherever it is. Without patterns to include, everything is; what is excluded is not copied in any
 * case.
 */
public final class NameFilter {
  private final List<Pattern> included;
  private final List<Pattern> excluded;

  /** A filter of these patterns. */
  public NameFilter(List<String> include, List<String> exclude) {
    included = include.stream().map(NameFilter::pattern).toList();
    excluded = exclude.stream().map(NameFilter::pattern).toList();
  }

  /**
   * Whether a file is wanted.
   *
   * @param path below the folder, with slashes
   */
  public boolean wants(String path) {
    boolean in = included.isEmpty() || included.stream().anyMatch(p -> p.matcher(path).matches());
    return in && excluded.stream().noneMatch(p -> p.matcher(path).matches());
  }

  private static Pattern pattern(String glob) {
    StringBuilder regex = new StringBuilder(glob.indexOf('/') < 0 ? "(?:.*/)?" : "");
    for (int i = 0; i < glob.length(); i++) {
      int c = glob.codePointAt(i);
      if (glob.startsWith("**/", i)) {
        regex.append("(?:.*/)?");
        i += 2;
      } else if (glob.startsWith("**", i)) {
        regex.append(".*");
        i++;
      } else if (c == '*') {
        regex.append("[^/]*");
      } else if (c == '?') {
        regex.append("[^/]");
      } else {
        regex.append(Pattern.quote(Character.toString(c)));
        i += Character.charCount(c) - 1;
      }
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }
}
