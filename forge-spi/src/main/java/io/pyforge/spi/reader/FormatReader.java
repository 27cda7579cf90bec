package io.pyforge.spi.reader;

import io.pyforge.spi.input.InputSource;
import io.pyforge.spi.input.SourceHead;
import io.pyforge.spi.option.OptionSpec;
import io.pyforge.spi.option.OptionValues;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Reads one format. Stateless and thread-safe; making one is cheap and loads no format library.
 *
 * @since 1
 */
public interface FormatReader {
  /** A score of {@link #match}: it cannot be this format. */
  int NO_MATCH = 0;

  /** A score: nothing speaks against it, as for plain text of unknown suffix. */
  int POSSIBLE = 10;

  /** A score: the suffix says so. */
  int BY_SUFFIX = 50;

  /** A score: the content says so, whatever the suffix. */
  int BY_CONTENT = 80;

  /** A score: suffix and content agree. */
  int CERTAIN = 100;

  /** The format's name for {@code --from}, in lower case: {@code csv}. */
  String format();

  /** One line for {@code pyforge formats}. */
  String description();

  /**
   * File name suffixes without the dot, in lower case; compression suffixes are never among them.
   */
  List<String> suffixes();

  /**
   * Suffixes of files that belong to one of its own of the same name and mean nothing alone, in
   * lower case: {@link InputSource#companion} finds them. Where many files are converted at once
   * they are no inputs.
   */
  default List<String> companionSuffixes() {
    return List.of();
  }

  /**
   * The format of an output for which the user named neither a format nor a file, where that is not
   * the one of tables in general: {@code txt} for documents, whose text is what is mostly wanted.
   */
  default Optional<String> defaultOutput() {
    return Optional.empty();
  }

  /** The options it honours. */
  List<OptionSpec> options();

  /**
   * How sure it is that a source is of its format: a score from 0 to 100, by name and first bytes.
   */
  int match(SourceHead head);

  /**
   * Opens a source: detects what the options leave open and finds the tables. Reads as little as
   * that takes.
   *
   * @throws io.pyforge.spi.error.ForgeException INPUT when the source is not readable as this
   *     format, USAGE when an option does not make sense for it
   */
  TabularInput open(InputSource source, OptionValues options, ReadContext context)
      throws IOException;
}
