package io.pyforge.core.engine;

import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.input.InputSource;
import io.pyforge.spi.input.SourceHead;
import io.pyforge.spi.reader.FormatReader;
import io.pyforge.spi.writer.FormatWriter;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The formats at hand, and which of them an input or an output is. */
public final class FormatCatalog {
  /**
   * A reader and why it was chosen.
   *
   * @param score how sure the reader is, from 1 to 100
   * @param why in words for {@code --explain}
   */
  public record ReaderChoice(FormatReader reader, int score, String why) {}

  /** Suffixes of formats that no part here writes; a file so named must not hold Parquet. */
  private static final Set<String> FOREIGN_SUFFIXES =
      Set.of(
          "accdb", "arrow", "avro", "bz2", "dbf", "delta", "doc", "docx", "feather", "gz", "html",
          "mdb", "mdf", "ods", "orc", "pdf", "xls", "xlsb", "xlsm", "xml", "yaml", "zip", "zst");

  /** The code of the failure when no reader wants an input, or a format's name is none. */
  public static final String UNKNOWN = "format-unknown";

  /** The format of an output when nothing says otherwise, the reader included. */
  static final String DEFAULT_OUTPUT_FORMAT = "parquet";

  private final Map<String, FormatReader> readers = new LinkedHashMap<>();
  private final Map<String, FormatWriter> writers = new LinkedHashMap<>();

  /** The first reader or writer of a format wins. */
  public FormatCatalog(List<FormatReader> readers, List<FormatWriter> writers) {
    readers.forEach(reader -> this.readers.putIfAbsent(reader.format(), reader));
    writers.forEach(writer -> this.writers.putIfAbsent(writer.format(), writer));
  }

  /** All readers, in order of registration. */
  public List<FormatReader> readers() {
    return List.copyOf(readers.values());
  }

  /** All writers, in order of registration. */
  public List<FormatWriter> writers() {
    return List.copyOf(writers.values());
  }

  /**
   * The reader for an input: the one named, else the one that is surest from name and first bytes.
   *
   * @throws ForgeException USAGE if the name is none, INPUT if no reader wants the input
   */
  public ReaderChoice reader(Optional<String> name, InputSource source) throws IOException {
    if (source instanceof MemberSource archive) {
      return new ReaderChoice(
          new ArchiveReader(archive, this, name), FormatReader.CERTAIN, "archive of several files");
    }
    if (source instanceof CountingSource counting) {
      return reader(name, counting.source());
    }
    if (name.isPresent()) {
      FormatReader named = readers.get(name.get().toLowerCase(Locale.ROOT));
      if (named == null) {
        throw unknownFormat(name.get(), "read", readers);
      }
      return new ReaderChoice(named, FormatReader.CERTAIN, "named by --from");
    }
    SourceHead head = head(source);
    FormatReader best = null;
    int bestScore = FormatReader.NO_MATCH;
    for (FormatReader reader : readers.values()) {
      int score = reader.match(head);
      if (score > bestScore) {
        best = reader;
        bestScore = score;
      }
    }
    if (best == null) {
      throw new ForgeException(
          ErrorKind.INPUT,
          UNKNOWN,
          head.bytes().length == 0
              ? source.location() + " is empty, and its name tells no format"
              : source.location()
                  + " is of no format that can be read, by its name and first bytes",
          "name the format with --from: " + String.join(", ", new TreeSet<>(readers.keySet())));
    }
    boolean bySuffix = best.suffixes().contains(head.suffix());
    String why = bySuffix ? "suffix ." + head.suffix() : "first bytes";
    return new ReaderChoice(best, bestScore, why + ", score " + bestScore + " of 100");
  }

  /**
   * Whether a file belongs to another and is no input of its own.
   *
   * @param exists whether there is a file of a name, in lower case, in the same place
   */
  boolean isCompanion(String name, Predicate<String> exists) {
    String lower = name.toLowerCase(Locale.ROOT);
    int dot = lower.lastIndexOf('.');
    String suffix = lower.substring(dot + 1);
    return dot > 0
        && readers.values().stream()
            .filter(reader -> reader.companionSuffixes().contains(suffix))
            .flatMap(reader -> reader.suffixes().stream())
            .anyMatch(main -> exists.test(lower.substring(0, dot + 1) + main));
  }

  private static SourceHead head(InputSource source) throws IOException {
    try (InputStream in = source.openRange(0, SourceHead.LENGTH)) {
      byte[] bytes = in.readNBytes(SourceHead.LENGTH);
      return new SourceHead(source.name(), bytes, bytes.length < SourceHead.LENGTH);
    }
  }

  /**
   * The format of an output: the one named, else that of the output's suffix, else Parquet. Where
   * there is no output either, the reader of the input may prefer another.
   *
   * @throws ForgeException USAGE if the name is none, or the suffix is one of a format that can
   *     only be read: Parquet in a file named {@code .csv} is never what was meant
   */
  public String outputFormat(Optional<String> name, Optional<String> output, FormatReader reader) {
    if (name.isPresent()) {
      String format = name.get().toLowerCase(Locale.ROOT);
      if (!writers.containsKey(format)) {
        throw unknownFormat(name.get(), "written", writers);
      }
      return format;
    }
    if (output.isPresent()) {
      return formatOfSuffix(output.get());
    }
    return reader.defaultOutput().filter(writers::containsKey).orElse(DEFAULT_OUTPUT_FORMAT);
  }

  /**
   * Whether an output's name has a suffix that is of no format known, so that it may be mistyped.
   */
  boolean isOddSuffix(String output) {
    String suffix = OutputPlace.suffix(output);
    return suffix.matches("[a-z]+[a-z0-9]*")
        && writers.values().stream().noneMatch(writer -> endsWith(output, writer.suffixes()));
  }

  private static boolean endsWith(String output, List<String> suffixes) {
    String name = output.toLowerCase(Locale.ROOT);
    return suffixes.stream().anyMatch(known -> name.endsWith("." + known));
  }

  /** The format of the output of an input for which nothing is said, by the input's name alone. */
  String defaultOutput(String input) {
    String suffix = OutputPlace.suffix(input);
    return readers.values().stream()
        .filter(reader -> reader.suffixes().contains(suffix))
        .findFirst()
        .flatMap(FormatReader::defaultOutput)
        .filter(writers::containsKey)
        .orElse(DEFAULT_OUTPUT_FORMAT);
  }

  private String formatOfSuffix(String output) {
    String suffix = output.substring(output.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    for (FormatWriter writer : writers.values()) {
      if (endsWith(output, writer.suffixes())) { // a suffix may have two parts: csv.gz
        return writer.format();
      }
    }
    for (FormatReader reader : readers.values()) {
      if (reader.suffixes().contains(suffix)) {
        throw new ForgeException(
            ErrorKind.USAGE,
            UNKNOWN,
            output + ": by its name it is " + reader.format() + ", which cannot be written",
            "use a suffix or --to of " + String.join(", ", new TreeSet<>(writers.keySet())));
      }
    }
    if (FOREIGN_SUFFIXES.contains(suffix)) {
      throw new ForgeException(
          ErrorKind.USAGE,
          UNKNOWN,
          output + ": by its name it is " + suffix + ", which cannot be written",
          "use a suffix or --to of " + String.join(", ", new TreeSet<>(writers.keySet())));
    }
    return DEFAULT_OUTPUT_FORMAT;
  }

  /** The writer of a format found by {@link #outputFormat}. */
  public FormatWriter writer(String format) {
    FormatWriter writer = writers.get(format);
    if (writer == null) {
      throw unknownFormat(format, "written", writers);
    }
    return writer;
  }

  private static ForgeException unknownFormat(String name, String verb, Map<String, ?> known) {
    return new ForgeException(
        ErrorKind.USAGE,
        UNKNOWN,
        "'" + name + "' is no format that can be " + verb,
        "use one of " + String.join(", ", new TreeSet<>(known.keySet())));
  }
}
