package io.pyforge.core.writer.text;

import io.pyforge.core.writer.OutputOptions;
import io.pyforge.core.writer.TableFiles;
import io.pyforge.core.writer.TextCompression;
import io.pyforge.core.writer.TextLayout;
import io.pyforge.core.writer.TextTable;
import io.pyforge.spi.batch.Schema;
import io.pyforge.spi.option.OptionSpec;
import io.pyforge.spi.option.OptionValues;
import io.pyforge.spi.storage.OutputTarget;
import io.pyforge.spi.writer.FormatWriter;
import io.pyforge.spi.writer.TabularOutput;
import io.pyforge.spi.writer.WriteContext;
import java.util.List;

/**
 * Writes text that {@code cut}, {@code sort} and {@code awk} take as it is: a table of one column
 * as its plain lines, any other with exactly one line a row and tabs between its values.
 */
public final class TextWriter implements FormatWriter {
  private static final String NAME = "txt";

  @Override
  public String format() {
    return NAME;
  }

  @Override
  public String description() {
    return "Text: the lines of one column, or tabs between several";
  }

  @Override
  public List<String> suffixes() {
    return TextCompression.suffixes(NAME);
  }

  @Override
  public boolean manyTablesPerFile() {
    return false;
  }

  @Override
  public List<OptionSpec> options() {
    return List.of(OutputOptions.OUTPUT_HEADER);
  }

  @Override
  public TabularOutput open(OutputTarget target, OptionValues options, WriteContext context) {
    TextCompression compression = TextCompression.of(target);
    return new TableFiles(
        target,
        NAME,
        (table, schema, file) ->
            TextTable.start(layout(table, schema, options), schema.width(), compression, file));
  }

  private static TextLayout layout(String table, Schema schema, OptionValues options) {
    boolean header =
        options.isSet(OutputOptions.OUTPUT_HEADER)
            ? options.flag(OutputOptions.OUTPUT_HEADER)
            : schema.width() > 1;
    return schema.width() == 1
        ? new LinesLayout(table, schema, header)
        : new TabsLayout(schema, header);
  }
}
