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

/** Writes a table as an array of objects, one table to a file. */
public final class JsonWriter implements FormatWriter {
  private static final String NAME = "json";

  @Override
  public String format() {
    return NAME;
  }

  @Override
  public String description() {
    return "JSON: an array with an object a row";
  }

  @Override
  public List<String> suffixes() {
    return TextCompression.suffixes("json");
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
        NAME,
        (table, schema, file) ->
            TextTable.start(
                new JsonLayout(table, schema, style, JsonLayout.Form.ARRAY),
                schema.width(),
                compression,
                file));
  }
}
