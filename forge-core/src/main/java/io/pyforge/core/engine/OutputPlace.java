package io.pyforge.core.engine;

import io.pyforge.spi.engine.ConversionRequest;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.writer.FormatWriter;
import java.util.Locale;
import java.util.Set;

/** Where an output goes when the request leaves it open: beside the input. */
public final class OutputPlace {
  private static final Set<String> COMPRESSION_SUFFIXES = Set.of("gz", "bz2", "zst", "zip");

  /** The location that is standard input as an input, and standard output as an output. */
  static final String STANDARD_STREAM = "-";

  private OutputPlace() {}

  /**
   * The location of the output: {@code <stem>.<suffix>} for one file, {@code <stem>_<suffix>} for a
   * folder of files.
   *
   * @throws ForgeException USAGE for standard input, which has no place beside it
   */
  public static String of(ConversionRequest request, String suffix, boolean folder) {
    if (request.output().isPresent()) {
      return request.output().get();
    }
    if (request.input().equals(STANDARD_STREAM)) {
      throw new ForgeException(
          ErrorKind.USAGE,
          "output-missing",
          "standard input has no name to make the output's name from",
          "name the output with -o; -o - is standard output");
    }
    return stem(request.input()) + (folder ? "_" : ".") + suffix;
  }

  /**
   * Whether the output is a folder with a file for each table: when the input has several tables,
   * or may have and the user wants a folder in any case, which a slash at the end says.
   */
  static boolean isFolder(ConversionRequest request, boolean severalTables, FormatWriter writer) {
    boolean wanted = request.output().filter(location -> location.endsWith("/")).isPresent();
    boolean folder = !writer.manyTablesPerFile() && (severalTables || wanted);
    if (folder && request.output().filter(STANDARD_STREAM::equals).isPresent()) {
      throw new ForgeException(
          ErrorKind.USAGE,
          "several-tables",
          request.input() + " holds several tables, and standard output is one stream",
          "name a folder with -o, or choose a table with an option of the format, such as --tables,"
              + " --sheets or --pages");
    }
    return folder;
  }

  /** The location without the suffix of its format, and of a compression round it. */
  static String stem(String location) {
    String stem = withoutSuffix(location);
    if (!stem.equals(location)
        && COMPRESSION_SUFFIXES.contains(
            location.substring(stem.length() + 1).toLowerCase(Locale.ROOT))) {
      return withoutSuffix(stem);
    }
    return stem;
  }

  /** The suffix of a location's format in lower case, that of a compression round it taken off. */
  static String suffix(String location) {
    String stem = stem(location);
    String rest = location.substring(stem.length()).toLowerCase(Locale.ROOT);
    int end = rest.indexOf('.', 1);
    return rest.isEmpty() ? "" : rest.substring(1, end < 0 ? rest.length() : end);
  }

  private static String withoutSuffix(String location) {
    int dot = location.lastIndexOf('.');
    int name = Math.max(location.lastIndexOf('/'), location.lastIndexOf('\\')) + 1;
    return dot > name ? location.substring(0, dot) : location;
  }
}
