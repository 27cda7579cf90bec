package io.pyforge.core.reader.csv;

import io.pyforge.core.infer.FixedTypes;
import io.pyforge.core.infer.FixedTypes.FixedType;
import io.pyforge.core.text.TextOptions;
import io.pyforge.spi.option.CommonOptions;
import io.pyforge.spi.option.OptionSpec;
import io.pyforge.spi.option.OptionValues;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The options of delimited text, understood.
 *
 * @param charset empty when it is to be detected
 * @param delimiter empty when it is to be detected; likewise quote and escape
 * @param comment starts lines that are no rows, or {@link Dialect#NONE}
 * @param header whether the first row names the columns; empty when it is to be detected
 * @param nullTexts unquoted fields that mean null, beside the empty one
 * @param maxRowBytes longest row accepted
 */
record CsvOptions(
    Optional<Charset> charset,
    boolean replaceInvalidText,
    OptionalInt delimiter,
    OptionalInt quote,
    OptionalInt escape,
    int comment,
    Optional<Boolean> header,
    long skipRows,
    List<byte[]> nullTexts,
    Ragged ragged,
    boolean allText,
    List<FixedType> fixedTypes,
    boolean rejectSchemaErrors,
    boolean strictTypes,
    long maxRowBytes) {

  /** The same with a delimiter. */
  CsvOptions withDelimiter(OptionalInt mark) {
    return new CsvOptions(
        charset,
        replaceInvalidText,
        mark,
        quote,
        escape,
        comment,
        header,
        skipRows,
        nullTexts,
        ragged,
        allText,
        fixedTypes,
        rejectSchemaErrors,
        strictTypes,
        maxRowBytes);
  }

  /** What happens to a row with more or fewer fields than there are columns. */
  enum Ragged {
    /** Missing fields are null, extra ones get columns of their own. */
    PAD,
    /** The input is refused. */
    ERROR,
    /** The row goes to the rejects file. */
    REJECT
  }

  static final OptionSpec DELIMITER =
      OptionSpec.text(
          "delimiter",
          null,
          "Mark between fields: one ASCII character, or tab; detected when not given.");
  static final OptionSpec QUOTE =
      OptionSpec.text(
          "quote", null, "Quote mark: one ASCII character, or none; detected when not given.");
  static final OptionSpec ESCAPE =
      OptionSpec.text(
          "escape", null, "Escape mark: one ASCII character, or none; detected when not given.");
  static final OptionSpec COMMENT =
      OptionSpec.text("comment", "none", "Lines that start with this character are skipped.");
  static final OptionSpec NULL_TEXT =
      OptionSpec.text(
          "null-text",
          null,
          "Unquoted texts that mean null beside the empty one, joined by commas: NA,NULL.");
  static final OptionSpec ON_RAGGED =
      OptionSpec.choice(
          "on-ragged",
          "pad",
          List.of("pad", "error", "reject"),
          "Rows with too few or too many fields: fill with nulls and add columns (pad), stop with status"
              + " 4 (error), or put them into the rejects file (reject).");
  static final List<OptionSpec> SPECS =
      List.of(
          DELIMITER,
          QUOTE,
          ESCAPE,
          COMMENT,
          CommonOptions.HEADER,
          CommonOptions.SKIP_ROWS,
          NULL_TEXT,
          ON_RAGGED,
          CommonOptions.MAX_ROW_BYTES,
          CommonOptions.ENCODING,
          CommonOptions.ON_INVALID_TEXT,
          CommonOptions.TYPES,
          CommonOptions.SCHEMA,
          CommonOptions.ON_SCHEMA_ERROR,
          CommonOptions.STRICT_TYPES,
          CommonOptions.REJECTS);

  CsvOptions {
    if (escape.isPresent() && escape.getAsInt() != Dialect.NONE && escape.equals(quote)) {
      escape = OptionalInt.of(Dialect.NONE); // two quotes are one: that is the rule anyway
    }
    distinct(DELIMITER, delimiter, QUOTE, quote);
    distinct(DELIMITER, delimiter, ESCAPE, escape);
    OptionalInt noRow = comment == Dialect.NONE ? OptionalInt.empty() : OptionalInt.of(comment);
    distinct(COMMENT, noRow, DELIMITER, delimiter);
    distinct(COMMENT, noRow, QUOTE, quote);
    distinct(COMMENT, noRow, ESCAPE, escape);
  }

  private static void distinct(
      OptionSpec one, OptionalInt mark, OptionSpec other, OptionalInt same) {
    if (mark.isPresent() && mark.getAsInt() != Dialect.NONE && mark.equals(same)) {
      throw OptionValues.bad(
          one, Dialect.show(mark.getAsInt()), "use another mark than that of --" + other.name());
    }
  }

  static CsvOptions of(OptionValues values) {
    return new CsvOptions(
        values.text(CommonOptions.ENCODING).map(TextOptions::charset),
        values.choice(CommonOptions.ON_INVALID_TEXT).equals("replace"),
        mark(values, DELIMITER, false),
        mark(values, QUOTE, true),
        mark(values, ESCAPE, true),
        mark(values, COMMENT, true).orElse(Dialect.NONE),
        values.isSet(CommonOptions.HEADER)
            ? Optional.of(values.flag(CommonOptions.HEADER))
            : Optional.empty(),
        values.integer(CommonOptions.SKIP_ROWS, 0),
        nullTexts(values),
        switch (values.choice(ON_RAGGED)) {
          case "error" -> Ragged.ERROR;
          case "reject" -> Ragged.REJECT;
          default -> Ragged.PAD;
        },
        values.choice(CommonOptions.TYPES).equals("string"),
        values.text(CommonOptions.SCHEMA).map(FixedTypes::parse).orElse(List.of()),
        values.choice(CommonOptions.ON_SCHEMA_ERROR).equals("reject"),
        values.flag(CommonOptions.STRICT_TYPES),
        TextOptions.maxRowBytes(values));
  }

  private static OptionalInt mark(OptionValues values, OptionSpec spec, boolean mayBeNone) {
    Optional<String> text = values.text(spec);
    if (text.isEmpty()) {
      return OptionalInt.empty();
    }
    String mark = text.get();
    if (mayBeNone && mark.equals("none")) {
      return OptionalInt.of(Dialect.NONE);
    }
    if (mark.equals("tab") || mark.equals("\\t")) {
      return OptionalInt.of('\t');
    }
    if (mark.length() != 1
        || mark.charAt(0) > 126
        || mark.charAt(0) == '\n'
        || mark.charAt(0) == '\r'
        || mark.charAt(0) == 0) {
      throw OptionValues.bad(
          spec, mark, "use one ASCII character, or tab" + (mayBeNone ? ", or none" : ""));
    }
    return OptionalInt.of(mark.charAt(0));
  }

  private static List<byte[]> nullTexts(OptionValues values) {
    List<byte[]> texts = new ArrayList<>();
    for (String text : values.text(NULL_TEXT).orElse("").split(",", -1)) {
      if (!text.isEmpty()) {
        texts.add(text.getBytes(StandardCharsets.UTF_8));
      }
    }
    return List.copyOf(texts);
  }
}
