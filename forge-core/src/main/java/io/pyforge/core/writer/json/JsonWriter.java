package io.pyforge.core.writer.json;

import io.pyforge.core.writer.TableFiles;
import io.pyforge.core.writer.TextCompression;
import io.pyforge.core.writer.TextTable;
import io.pyforge.spi.option.OptionSpec;
import io.pyforge.spi.option.OptionValues;
import io.pyforge.spi.storage.OutputTarget;
import io.pyforge.spi.writer.FormatWriter;
import io.pyforge.spi.writer.TabularOutput;
import io.pyforge.spi.writer.WriteContext;
import java.util.List;

/** Writes a table as objects, in an array or a line each, one table to a file. */
public final class JsonWriter implements FormatWriter {
  private final JsonLayout.Form form;
  private final String format;
  private final String description;
  private final List<String> suffixes;

  private JsonWriter(
      JsonLayout.Form form, String format, String description, List<String> suffixes) {
    this.form = form;
    this.format = format;
    this.description = description;
    this.suffixes = suffixes;
  }

  /** The writer of one JSON text a file. */
  public static JsonWriter array() {
    return new JsonWriter(
        JsonLayout.Form.ARRAY,
        "json",
        "JSON: an array with an object a row",
        TextCompression.suffixes("json"));
  }

  /** The writer of JSON Lines. */
  public static JsonWriter lines() {
    return new JsonWriter(
        JsonLayout.Form.LINES,
        "jsonl",
        "JSON Lines: an object a row, each in a line",
        TextCompression.suffixes("jsonl", "ndjson"));
  }

  @Override
  public String format() {
    return format;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public List<String> suffixes() {
    return suffixes;
  }

  @Override
  public boolean manyTablesPerFile() {
    return false;
  }

  @Override
  public List<OptionSpec> options() {
    return JsonStyle.SPECS;
  }

  @Override
  public TabularOutput open(OutputTarget target, OptionValues options, WriteContext context) {
    JsonStyle style = JsonStyle.of(options);
    TextCompression compression = TextCompression.of(target);
    return new TableFiles(
        target,
        format,
        (table, schema, file) ->
            TextTable.start(
                new JsonLayout(table, schema, style, form), schema.width(), compression, file));
  }
}
